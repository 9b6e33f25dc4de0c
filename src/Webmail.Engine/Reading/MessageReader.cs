using System.Collections.Concurrent;
using MailKit;
using MailKit.Net.Imap;
using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Operations;
using Webmail.Engine.Reading.Packed;

namespace Webmail.Engine.Reading;

/// <summary>
/// Fetches messages for reading and keeps those read last. A message up to <see cref="WholeOctets"/> comes in one
/// round trip; of a larger one only the structure, the text and small embedded pictures; its beginning, where the structure can't be read. Nothing is ever marked as
/// read by it (BODY.PEEK). Safe for many callers; owns no connection.
/// </summary>
/// <remarks>Besides what is said at the methods, they throw what <see cref="ImapConnectionPool"/> throws.</remarks>
public sealed class MessageReader
{
    /// <summary>Octets. Nineteen of twenty messages without an attachment are smaller, newsletters among them.</summary>
    private const int WholeOctets = 256 * 1024;

    /// <summary>Octets of a header: room for two hundred thousand recipients. What stands behind is not read.</summary>
    private const int MaxHeaderOctets = 8 * 1024 * 1024;

    /// <summary>Octets read of a message whose parts can't be listed, as MIME.</summary>
    private const int UnlistedOctets = 10 * 1024 * 1024;

    /// <summary>Octets kept in memory for one account: some hundred messages.</summary>
    private const long CacheOctets = 32 * 1024 * 1024;

    /// <summary>Octets fetched at once of what is downloaded: the connection is free for others in between.</summary>
    private const int ChunkOctets = 512 * 1024;

    private readonly ImapConnectionPool pool;
    private readonly AttachedMessages attached;
    private readonly ReadMessages cache = new(CacheOctets);
    private readonly ConcurrentDictionary<(MessageKey Key, ConnectionRole Role), Lazy<Task<ReadMessage>>> underWay = new();

    /// <summary>Reads by the account's connections.</summary>
    public MessageReader(ImapConnectionPool pool)
    {
        this.pool = pool;
        attached = new AttachedMessages(this);
    }

    /// <summary>Reads a message. Callers that ask for the same one at the same time share the fetch.</summary>
    /// <param name="key">Which.</param>
    /// <param name="role">Interactive if a person waits, Background for what may be opened next.</param>
    /// <param name="cancellationToken">Ends the wait; the fetch goes on for others and for the cache.</param>
    /// <exception cref="MessageGoneException">It is not there any more.</exception>
    public async Task<ReadMessage> GetAsync(MessageKey key, ConnectionRole role, CancellationToken cancellationToken)
    {
        if (cache.TryGet(key, out var known))
            return known;
        // A person does not wait behind the background; the background joins whoever is first.
        if (role == ConnectionRole.Background && underWay.TryGetValue((key, ConnectionRole.Interactive), out var waitedFor))
            return await waitedFor.Value.WaitAsync(cancellationToken);
        var slot = (key, role);
        var fetch = underWay.GetOrAdd(slot, static (slot, self) => new Lazy<Task<ReadMessage>>(() => self.FetchAndKeepAsync(slot.Key, slot.Role)), this);
        return await fetch.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Reads a message in a character set that a person chose, for what names none or a wrong one. It is not kept.</summary>
    /// <param name="key">Which.</param>
    /// <param name="charset">One of <see cref="CharacterSet.Offered"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MessageGoneException">It is not there any more.</exception>
    public Task<ReadMessage> GetInAsync(MessageKey key, CharacterSet charset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(charset);
        return FetchAsync(key, ConnectionRole.Interactive, charset.Name).WaitAsync(cancellationToken);
    }

    /// <summary>Fetches a message's whole header, which is not kept.</summary>
    /// <exception cref="MessageGoneException">It is not there any more.</exception>
    public async Task<HeaderList> GetHeadersAsync(MessageKey key, CancellationToken cancellationToken)
    {
        if (key.AttachedTo is null)
            return await FetchHeadersAsync(key, ConnectionRole.Interactive, cancellationToken);
        using var source = await attached.SourceAsync(key, onFetched: null, cancellationToken);
        return WholeMessage.Parse(source, cancellationToken).Headers;
    }

    /// <summary>Fetches a message that is attached to another one, to be put into a mailbox as it is. The caller disposes it.</summary>
    /// <param name="key">Which; its <see cref="MessageKey.Within"/> is not empty.</param>
    /// <param name="onFetched">Told which share of it is here, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <exception cref="MessageGoneException">There is none in this place any more.</exception>
    /// <exception cref="MessageTooLargeException">It is larger than what is taken apart in memory.</exception>
    public async Task<MimeMessage> TakeOutAsync(MessageKey key, Action<double>? onFetched, CancellationToken cancellationToken) =>
        VerbatimBody.In(await attached.SourceAsync(key, onFetched, cancellationToken), cancellationToken);

    /// <summary>Writes one attachment, decoded, as it comes from the server.</summary>
    /// <exception cref="MessageGoneException">The message or the part is not there any more.</exception>
    /// <exception cref="MessageTooLargeException">It lies in something too large to be taken apart.</exception>
    public async Task CopyAttachmentAsync(MessageKey key, PartNode part, Stream target, CancellationToken cancellationToken)
    {
        using var opened = Opened(key);
        await CopyAttachmentAsync(key, part, opened, target, cancellationToken);
    }

    /// <summary>Writes all attachments as one ZIP file, as they come from the server.</summary>
    /// <exception cref="MessageGoneException">The message is not there any more.</exception>
    public async Task CopyAllAttachmentsAsync(MessageKey key, ReadMessage message, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var opened = Opened(key);
        await AttachmentArchive.WriteAsync(message, target, (part, entry, token) => CopyAttachmentAsync(key, part, opened, entry, token), cancellationToken);
    }

    /// <summary>Writes the message as it is stored: header and body, as <c>.eml</c> files are.</summary>
    /// <exception cref="MessageGoneException">The message is not there any more.</exception>
    public async Task CopySourceAsync(MessageKey key, Stream target, CancellationToken cancellationToken)
    {
        if (key.AttachedTo is null)
        {
            await CopyAsync(key, "", target, cancellationToken);
            return;
        }
        using var source = await attached.SourceAsync(key, onFetched: null, cancellationToken);
        await source.CopyToAsync(target, cancellationToken);
    }

    private async Task CopyAttachmentAsync(MessageKey key, PartNode part, OpenedParts opened, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Container is not null)
        {
            await opened.CopyAsync(part, target, cancellationToken);
            return;
        }
        await using var decoded = new DecodingStream(target, part.Encoding);
        await CopyAsync(key, part.Section, decoded, cancellationToken);
        await decoded.CompleteAsync(cancellationToken);
    }

    private OpenedParts Opened(MessageKey key) => new(async (container, cancellationToken) =>
    {
        var content = new BoundedMemory(PackedParts.MaxOctets / 2 * 3);
        if (container != PartNode.Whole)
        {
            await CopyAsync(key, container.Section, content, cancellationToken);
            content.Position = 0;
            return PackedParts.Unpack(LargeMessage.PartOf(container, type: null, content));
        }
        // The very message that was listed from: another parser, the server's, may count broken parts otherwise.
        await CopySourceAsync(key, content, cancellationToken);
        content.Position = 0;
        return WholeMessage.BodyOf(WholeMessage.Parse(content, cancellationToken));
    });

    /// <summary>Octets of one section as they are at the server.</summary>
    /// <exception cref="MessageGoneException">The message is not there any more.</exception>
    internal async Task<ReadOnlyMemory<byte>> FetchAsync(MessageKey key, string section, long offset, int count, ConnectionRole role, CancellationToken cancellationToken)
    {
        // MailKit counts in int; no server takes a message beyond that.
        using var fetched = await FetchSectionAsync(key, section, (int)Math.Min(offset, int.MaxValue - count), count, role, cancellationToken);
        if (fetched is MemoryStream memory && memory.TryGetBuffer(out var buffer))
            return buffer;
        var octets = new byte[fetched.Length];
        await fetched.ReadExactlyAsync(octets, cancellationToken);
        return octets;
    }

    private async Task<ReadMessage> FetchAndKeepAsync(MessageKey key, ConnectionRole role)
    {
        try
        {
            var message = await FetchAsync(key, role);
            cache.Put(key, message);
            return message;
        }
        finally
        {
            underWay.TryRemove((key, role), out _);
        }
    }

    private async Task<ReadMessage> FetchAsync(MessageKey key, ConnectionRole role, string? charset = null)
    {
        if (key.AttachedTo is not null)
        {
            using var source = await attached.SourceAsync(key, onFetched: null, CancellationToken.None);
            return await WholeMessage.ReadAsync(source, charset, key.Within);
        }
        using var start = await FetchSectionAsync(key, "", 0, WholeOctets, role, CancellationToken.None);
        if (start.Length < WholeOctets)
            return await WholeMessage.ReadAsync(start, charset);
        var headers = LongHeader.AreWhole(start) ? LongHeader.Read(start, CancellationToken.None) : await FetchHeadersAsync(key, role, CancellationToken.None);
        var summary = await FetchStructureAsync(key, role);
        if (summary?.Body is null || UntoldParts.Are(summary.Body, headers))
        {
            using var beginning = await FetchSectionAsync(key, "", 0, UnlistedOctets, role, CancellationToken.None);
            return await WholeMessage.ReadAsync(beginning, charset, isBeginning: beginning.Length == UnlistedOctets);
        }
        if (PackedMessage.MayBe(summary.Body))
        {
            using var whole = await FetchSectionAsync(key, "", 0, PackedMessage.MaxOctets, role, CancellationToken.None);
            return await WholeMessage.ReadAsync(whole, charset);
        }
        var large = new LargeMessage(summary, (section, limit) => FetchSectionAsync(key, section, 0, limit, role, CancellationToken.None));
        await large.UnpackAsync();
        return await ReadMessage.AssembleAsync(headers, large.Structure, plan => large.ReadAsync(plan, charset), large.ReportAsync, charset);
    }

    /// <summary>What the server says of its parts; null if that can't be read, which costs a connection once.</summary>
    private Task<IMessageSummary?> FetchStructureAsync(MessageKey key, ConnectionRole role) => RunAsync<IMessageSummary?>(
        key, role,
        async (folder, uid, token) =>
        {
            if (pool.Unreadable.Contains(key.Mailbox, key.UidValidity, key.Uid))
                return null;
            try
            {
                var found = await folder.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure, token);
                // Servers may add what they were not asked for, about other messages (RFC 9051 7).
                return found.FirstOrDefault(summary => summary.UniqueId == uid && summary.Body is not null) ?? throw new MessageGoneException();
            }
            catch (ImapProtocolException fault) when (UnreadableMessages.IsMeant(fault))
            {
                // The pool repeats this with another connection.
                pool.Unreadable.Add(key.Mailbox, key.UidValidity, key.Uid);
                throw;
            }
        },
        CancellationToken.None);

    private async Task<HeaderList> FetchHeadersAsync(MessageKey key, ConnectionRole role, CancellationToken cancellationToken)
    {
        using var source = await FetchSectionAsync(key, "HEADER", 0, MaxHeaderOctets, role, cancellationToken);
        return LongHeader.Read(source, cancellationToken);
    }

    private async Task CopyAsync(MessageKey key, string section, Stream target, CancellationToken cancellationToken)
    {
        for (var offset = 0; ;)
        {
            // A slow browser holds up its own download only: the connection goes back before the chunk is written.
            using var chunk = await FetchSectionAsync(key, section, offset, ChunkOctets, ConnectionRole.Interactive, cancellationToken);
            await chunk.CopyToAsync(target, cancellationToken);
            offset += (int)chunk.Length;
            if (chunk.Length < ChunkOctets)
                return;
        }
    }

    private Task<Stream> FetchSectionAsync(MessageKey key, string section, int offset, int count, ConnectionRole role, CancellationToken cancellationToken) =>
        RunAsync(
            key, role,
            (folder, uid, token) => section.Length == 0
                ? folder.GetStreamAsync(uid, offset, count, token)
                : folder.GetStreamAsync(uid, section, offset, count, token),
            cancellationToken);

    private async Task<T> RunAsync<T>(MessageKey key, ConnectionRole role, Func<IMailFolder, UniqueId, CancellationToken, Task<T>> fetch, CancellationToken cancellationToken)
    {
        try
        {
            return await pool.RunAsync(
                role, key.Mailbox,
                (work, token) => work.Selected.UidValidity == key.UidValidity
                    ? FetchCaughtUpAsync(work, new UniqueId(key.UidValidity, key.Uid), fetch, token)
                    : throw new StaleMailboxException(),
                repeatable: true, cancellationToken);
        }
        catch (Exception fault) when (fault is MessageNotFoundException or StaleMailboxException or MailboxGoneException)
        {
            throw new MessageGoneException();
        }
    }

    /// <summary>A message that another connection told of may have come after this one looked last: only then is it worth a second look.</summary>
    private static async Task<T> FetchCaughtUpAsync<T>(ImapWork work, UniqueId uid, Func<IMailFolder, UniqueId, CancellationToken, Task<T>> fetch, CancellationToken cancellationToken)
    {
        try
        {
            return await fetch(work.Selected, uid, cancellationToken);
        }
        catch (Exception fault) when (fault is MessageNotFoundException or MessageGoneException)
        {
            await work.CatchUpAsync(cancellationToken);
            return await fetch(work.Selected, uid, cancellationToken);
        }
    }
}

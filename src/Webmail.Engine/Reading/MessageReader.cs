using System.Collections.Concurrent;
using MailKit;
using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Reading;

/// <summary>
/// Fetches messages for reading and keeps those read last. A message up to <see cref="WholeOctets"/> comes in one
/// round trip; of a larger one only the structure, the text and small embedded pictures. Nothing is ever marked as
/// read by it (BODY.PEEK). Safe for many callers; owns no connection.
/// </summary>
/// <remarks>Besides what is said at the methods, they throw what <see cref="ImapConnectionPool"/> throws.</remarks>
public sealed class MessageReader(ImapConnectionPool pool)
{
    /// <summary>Octets. Nineteen of twenty messages without an attachment are smaller, newsletters among them.</summary>
    private const int WholeOctets = 256 * 1024;

    /// <summary>Octets kept in memory for one account: some hundred messages.</summary>
    private const long CacheOctets = 32 * 1024 * 1024;

    /// <summary>Octets fetched at once of what is downloaded: the connection is free for others in between.</summary>
    private const int ChunkOctets = 512 * 1024;

    private readonly ReadMessages cache = new(CacheOctets);
    private readonly ConcurrentDictionary<(MessageKey Key, ConnectionRole Role), Lazy<Task<ReadMessage>>> underWay = new();

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

    /// <summary>Fetches a message's whole header, which is not kept.</summary>
    /// <exception cref="MessageGoneException">It is not there any more.</exception>
    public Task<HeaderList> GetHeadersAsync(MessageKey key, CancellationToken cancellationToken) =>
        RunAsync(key, ConnectionRole.Interactive, FetchHeadersAsync, cancellationToken);

    /// <summary>Writes one attachment, decoded, as it comes from the server.</summary>
    /// <exception cref="MessageGoneException">The message or the part is not there any more.</exception>
    public async Task CopyAttachmentAsync(MessageKey key, PartNode part, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.IsPacked)
        {
            using var whole = await FetchSectionAsync(key, "", 0, PackedMessage.MaxOctets, ConnectionRole.Interactive, cancellationToken);
            await PackedMessage.CopyAsync(WholeMessage.Parse(whole, cancellationToken).Body, part, target, cancellationToken);
            return;
        }

        await using var decoded = new DecodingStream(target, part.Encoding);
        await CopyAsync(key, part.Section, decoded, cancellationToken);
        await decoded.CompleteAsync(cancellationToken);
    }

    /// <summary>Writes all attachments as one ZIP file, as they come from the server.</summary>
    /// <exception cref="MessageGoneException">The message is not there any more.</exception>
    public Task CopyAllAttachmentsAsync(MessageKey key, ReadMessage message, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return AttachmentArchive.WriteAsync(message, target, (part, entry, token) => CopyAttachmentAsync(key, part, entry, token), cancellationToken);
    }

    /// <summary>Writes the message as it is stored: header and body, as <c>.eml</c> files are.</summary>
    /// <exception cref="MessageGoneException">The message is not there any more.</exception>
    public Task CopySourceAsync(MessageKey key, Stream target, CancellationToken cancellationToken) => CopyAsync(key, "", target, cancellationToken);

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

    private async Task<ReadMessage> FetchAsync(MessageKey key, ConnectionRole role)
    {
        using var start = await FetchSectionAsync(key, "", 0, WholeOctets, role, CancellationToken.None);
        if (start.Length < WholeOctets)
        {
            var message = WholeMessage.Parse(start, CancellationToken.None);
            return await AssembleAsync(message);
        }
        var summary = await RunAsync(key, role, (folder, uid, token) => FetchSummaryAsync(folder, uid, token), CancellationToken.None);
        if (PackedMessage.MayBe(summary.Body))
        {
            using var whole = await FetchSectionAsync(key, "", 0, PackedMessage.MaxOctets, role, CancellationToken.None);
            return await AssembleAsync(WholeMessage.Parse(whole, CancellationToken.None));
        }
        return await ReadMessage.AssembleAsync(
            summary.Headers ?? [], summary.Body is { } body ? MessageStructure.From(body) : MessageStructure.From((MimeEntity?)null),
            plan => FetchContentAsync(key, plan, summary.Body, role));
    }

    private static Task<ReadMessage> AssembleAsync(MimeMessage message)
    {
        var (body, structure) = PackedMessage.Unpack(message.Body);
        return ReadMessage.AssembleAsync(
            message.Headers, structure, plan => Task.FromResult(MessageContent.Decode(plan, part => WholeMessage.Find(body, part.Section))));
    }

    private static async Task<IMessageSummary> FetchSummaryAsync(IMailFolder folder, UniqueId uid, CancellationToken cancellationToken)
    {
        var found = await folder.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure | MessageSummaryItems.Headers, cancellationToken);
        // Servers may add what they were not asked for, about other messages (RFC 9051 7).
        return found.FirstOrDefault(summary => summary.UniqueId == uid && summary.Body is not null) ?? throw new MessageGoneException();
    }

    private static async Task<HeaderList> FetchHeadersAsync(IMailFolder folder, UniqueId uid, CancellationToken cancellationToken)
    {
        var found = await folder.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.Headers, cancellationToken);
        return (found.FirstOrDefault(summary => summary.UniqueId == uid) ?? throw new MessageGoneException()).Headers ?? [];
    }

    private async Task<MessageContent> FetchContentAsync(MessageKey key, BodyPlan plan, BodyPart? body, ConnectionRole role)
    {
        var fetched = new Dictionary<PartNode, MimeEntity>();
        long pictures = 0;
        foreach (var part in plan.Texts.Concat(plan.Calendars).Concat(plan.Embedded))
        {
            var isText = part.MediaType.StartsWith("text/", StringComparison.Ordinal);
            pictures += isText ? 0 : part.Octets;
            if (!isText && (part.Octets > EmbeddedImage.MaxOctets || pictures > EmbeddedImage.MaxTotalOctets))
                continue;
            var limit = (isText ? TextDecoder.MaxOctets : EmbeddedImage.MaxOctets) / 2 * 3;
            var source = await FetchSectionAsync(key, part.Section, 0, limit, role, CancellationToken.None);
            fetched[part] = new MimePart(TypeOf(body, part)) { Content = new MimeContent(source, part.Encoding) };
        }
        return MessageContent.Decode(plan, fetched.GetValueOrDefault);
    }

    private static ContentType TypeOf(BodyPart? body, PartNode part) =>
        FindBody(body, part.Section)?.ContentType ?? ContentType.Parse(part.MediaType);

    private static BodyPartBasic? FindBody(BodyPart? body, string section)
    {
        foreach (var index in section.Split('.'))
        {
            if (body is not BodyPartMultipart multipart)
                break;
            var at = int.Parse(index, System.Globalization.CultureInfo.InvariantCulture) - 1;
            body = at < multipart.BodyParts.Count ? multipart.BodyParts[at] : null;
        }
        return body as BodyPartBasic;
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

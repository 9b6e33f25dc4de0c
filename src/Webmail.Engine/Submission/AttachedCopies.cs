using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Packed;
using Webmail.Engine.Submission.Uploads;

namespace Webmail.Engine.Submission;

/// <summary>
/// Takes messages out of those that they are attached to, to be put into a mailbox as they are. A large one lies in an encrypted file meanwhile, one at a time for each account.
/// Safe for many callers.
/// </summary>
public sealed class AttachedCopies
{
    private readonly string accountId;
    private readonly MessageReader reader;
    private readonly UploadStore uploads;

    private SemaphoreSlim LargeOne { get; } = new(1, 1);

    internal AttachedCopies(string accountId, MessageReader reader, UploadStore uploads) =>
        (this.accountId, this.reader, this.uploads) = (accountId, reader, uploads);

    /// <summary>Fetches one; the caller disposes of it.</summary>
    /// <param name="key">Which; its <see cref="MessageKey.Within"/> is not empty.</param>
    /// <param name="onFetched">Told which share of it is here, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the fetch, which leaves nothing behind.</param>
    /// <exception cref="MessageGoneException">There is none in this place any more.</exception>
    /// <exception cref="MessageTooLargeException">It lies in something that would have to be taken apart in memory, or is far larger than the server says.</exception>
    /// <exception cref="IOException">There is no room for the file.</exception>
    /// <remarks>It throws what <see cref="ImapConnectionPool"/> throws, too.</remarks>
    public async Task<AttachedCopy> TakeOutAsync(MessageKey key, Action<double>? onFetched, CancellationToken cancellationToken)
    {
        if (key.AttachedTo is not var (outer, section))
            throw new MessageGoneException();
        var message = await reader.GetAsync(outer, ConnectionRole.Interactive, cancellationToken);
        if (message.Structure.Find(section) is { Container: null, MediaType: "message/rfc822" or "message/global" or "message/news" } part && part.Octets > PackedParts.MaxOctets)
            return await TakeOutLargeAsync(outer, part, onFetched, cancellationToken);
        return new AttachedCopy(await reader.TakeOutAsync(key, onFetched, cancellationToken));
    }

    private async Task<AttachedCopy> TakeOutLargeAsync(MessageKey outer, PartNode part, Action<double>? onFetched, CancellationToken cancellationToken)
    {
        await LargeOne.WaitAsync(cancellationToken);
        Stream? octets = null;
        try
        {
            octets = await FetchAsync(outer, part, onFetched, cancellationToken);
            return new AttachedCopy(VerbatimBody.In(octets, cancellationToken), () => LargeOne.Release());
        }
        catch
        {
            octets?.Dispose();
            LargeOne.Release();
            throw;
        }
    }

    /// <summary>The file has no name any more when this returns: whatever becomes of the program, nothing of it stays.</summary>
    private async Task<Stream> FetchAsync(MessageKey outer, PartNode part, Action<double>? onFetched, CancellationToken cancellationToken)
    {
        var copy = Guid.NewGuid();
        var source = $"attached:{copy}";
        try
        {
            await uploads.KeepAsync(accountId, copy, source, WriteAsync, cancellationToken);
            return uploads.Open(accountId, source);
        }
        finally
        {
            uploads.RemoveDraft(accountId, copy);
        }

        async Task WriteAsync(Stream target, CancellationToken token)
        {
            // Exchange's sizes are estimates.
            await using var measured = new MeasuredWriting(target, part.EncodedOctets * 2, octets => onFetched?.Invoke(Math.Min(1, octets / (double)part.Octets)));
            await reader.CopyAttachmentAsync(outer, part, measured, token);
        }
    }
}

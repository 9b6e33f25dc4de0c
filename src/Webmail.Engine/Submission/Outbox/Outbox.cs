using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>
/// Messages on their way out, of all accounts; they outlive the process. Each is a row with a step; an <see cref="OutboxWorker"/>
/// does the sending. One for the program; safe for many callers.
/// </summary>
/// <param name="databases">Where the rows are.</param>
/// <param name="sealing">The host's seal: all that is a person's in a row lies under it.</param>
/// <param name="limits">What one person may send.</param>
/// <param name="time">The clock of the undo window and of the limits.</param>
public sealed class Outbox(IDbContextFactory<WebmailDb> databases, Sealing sealing, LimitOptions limits, TimeProvider time)
{
    private static readonly OutboxStep[] Resting = [OutboxStep.Held, OutboxStep.Failed, OutboxStep.Unclear];

    // Long enough for a page to show that a message is gone.
    private static readonly TimeSpan DoneIsShownFor = TimeSpan.FromMinutes(2);

    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The rows, for the worker.</summary>
    internal OutboxStore Store { get; } = new(databases, sealing);

    /// <summary>
    /// An entry is new or has another step; told to its account. Comes from whichever thread did it, after it was stored; must not block or throw.
    /// </summary>
    public event Action<string, OutboxEntry>? Changed;

    /// <summary>
    /// Set once, at the start: hears of each message that a server has taken, with its account and the draft it was made of. Awaited by the
    /// worker; what it throws is logged by its kind and changes nothing.
    /// </summary>
    public Func<string, Draft, Task>? HandedIn { get; set; }

    /// <summary>
    /// Takes a message for sending after <paramref name="hold"/>. It is stored before this returns: whatever happens then, it is sent,
    /// or told why not. The same again changes nothing; another text of the same id takes the place of one that still waits or has failed.
    /// </summary>
    /// <param name="account">Whose.</param>
    /// <param name="credentials">What it is sent with; kept under the host's seal until it is done.</param>
    /// <param name="message">The message; read before this returns.</param>
    /// <param name="draft">What it was made of, to be given back by <see cref="TakeBackAsync"/>.</param>
    /// <param name="hold">The undo window; zero: none.</param>
    /// <param name="cancellationToken">Nothing is stored then, or all of it.</param>
    /// <exception cref="SendingLimitException">The host allows no more.</exception>
    /// <exception cref="AlreadySentException">Another text of that id is on its way or was sent.</exception>
    /// <exception cref="InvalidOperationException">Another account has a message of that id.</exception>
    public async Task<OutboxEntry> HoldAsync(
        Account account, ICredentials credentials, OutgoingMessage message, Draft draft, TimeSpan hold, CancellationToken cancellationToken)
    {
        var fingerprint = OutgoingSummary.FingerprintOf(draft);
        if (await KnownAsync(account.Id, message.Id, fingerprint, cancellationToken) is { } known)
            return known;
        await CheckLimitsAsync(account.Id, message, cancellationToken);
        var now = Now;
        var contentId = Guid.NewGuid();
        var key = PieceCipher.NewKey();
        try
        {
            var row = new StoredOutgoing
            {
                Id = message.Id,
                AccountId = account.Id,
                Step = (int)OutboxStep.Held,
                At = now,
                HeldAt = now,
                DueAt = now + (long)hold.TotalMilliseconds,
                ContentId = contentId,
                Summary = Store.Seal(new OutgoingSummary(draft.Subject, message.Recipients, [], null, null) { Fingerprint = fingerprint }),
                Content = Store.Seal(await WriteAsync(account, credentials, message, draft, contentId, key, now, cancellationToken)),
            };
            if (await Store.TryAddAsync(row, cancellationToken))
                return Tell(row);
        }
        catch
        {
            // Who breaks this off wants nothing to be left of it.
            await Store.RemovePiecesAsync(contentId, CancellationToken.None);
            throw;
        }

        // The same draft was sent by two tabs at the same time: the other was first.
        await Store.RemovePiecesAsync(contentId, cancellationToken);
        return await KnownAsync(account.Id, message.Id, fingerprint, cancellationToken) ?? throw new InvalidOperationException("The message was sent and taken back meanwhile.");
    }

    /// <summary>All that is on its way or needs the person, oldest first; also what was done within the last two minutes.</summary>
    public async Task<IReadOnlyList<OutboxEntry>> ListAsync(string accountId, CancellationToken cancellationToken)
    {
        var recently = Now - (long)DoneIsShownFor.TotalMilliseconds;
        var rows = await Store.ListAsync(accountId, cancellationToken);
        return [.. rows.Where(row => row.Step != (int)OutboxStep.Done || row.At > recently).Select(Entry)];
    }

    /// <summary>One message, also for a while after it was done; null if there is none of that id.</summary>
    public async Task<OutboxEntry?> FindAsync(string accountId, Guid id, CancellationToken cancellationToken) =>
        await Store.FindAsync(id, cancellationToken) is { } row && row.AccountId == accountId ? Entry(row) : null;

    /// <summary>
    /// Takes a message out of the outbox and gives its draft back; null when it can't be had any more: it is being sent or was sent, or
    /// there is none of that id. One that is <see cref="OutboxStep.Unclear"/> may have reached its recipients all the same.
    /// </summary>
    public async Task<Draft?> TakeBackAsync(string accountId, Guid id, CancellationToken cancellationToken)
    {
        if (await Store.FindAsync(id, cancellationToken) is not { } row || row.AccountId != accountId || row.Content.Length == 0)
            return null;
        var draft = Store.Open<OutgoingContent>(row.Content).Draft;
        return await Store.TryRemoveAsync(row, Resting, cancellationToken) ? draft : null;
    }

    /// <summary>Sends a message at once that is held or has failed, or whose outcome is unclear and the person wants it sent again. False if it is none of these.</summary>
    public async Task<bool> SendNowAsync(string accountId, Guid id, CancellationToken cancellationToken)
    {
        if (await Store.FindAsync(id, cancellationToken) is not { } row || row.AccountId != accountId)
            return false;
        if (!await Store.TryMoveAsync(id, Resting, OutboxStep.Held, Now, Now, cancellationToken))
            return false;
        if (await Store.FindAsync(id, cancellationToken) is { } moved)
            Tell(moved);
        return true;
    }

    /// <summary>Tells that a row has changed, and wakes the worker.</summary>
    internal OutboxEntry Tell(StoredOutgoing row)
    {
        var entry = Entry(row);
        Changed?.Invoke(row.AccountId, entry);
        Ring();
        return entry;
    }

    /// <summary>Wakes the worker.</summary>
    internal void Ring() => bell.Writer.TryWrite(true);

    /// <summary>Ends when there may be something to do.</summary>
    internal async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rung = bell.Reader.ReadAsync(patience.Token).AsTask();
        await Task.WhenAny(rung, Task.Delay(atMost, time, patience.Token));
        await patience.CancelAsync();
        await ((Task)rung).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The clock.</summary>
    internal TimeProvider Time => time;

    /// <summary>Milliseconds since 1970, UTC.</summary>
    internal long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>When a lease ends that is taken or renewed now.</summary>
    internal long UntilLeaseEnds => Now + (long)OutboxLease.Lifetime.TotalMilliseconds;

    private OutboxEntry Entry(StoredOutgoing row)
    {
        var summary = Store.Open<OutgoingSummary>(row.Summary);
        return new OutboxEntry(
            row.Id,
            (OutboxStep)row.Step,
            DateTimeOffset.FromUnixTimeMilliseconds(row.At),
            row.DueAt is { } due && row.Step != (int)OutboxStep.Done ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null,
            summary.Subject,
            summary.Recipients,
            summary.Refusals,
            summary.Failure)
        { ServerText = summary.ServerText };
    }

    private async Task<OutboxEntry?> KnownAsync(string accountId, Guid id, byte[] fingerprint, CancellationToken cancellationToken)
    {
        if (await Store.FindAsync(id, cancellationToken) is not { } row)
            return null;
        if (row.AccountId != accountId)
            throw new InvalidOperationException("Another account has a message of that id.");
        var isSame = Store.Open<OutgoingSummary>(row.Summary).Fingerprint.AsSpan().SequenceEqual(fingerprint);
        OutboxStep[] mayGo = isSame ? [OutboxStep.Failed] : [OutboxStep.Failed, OutboxStep.Held];
        if (mayGo.Contains((OutboxStep)row.Step) && await Store.TryRemoveAsync(row, mayGo, cancellationToken))
            return null;
        return isSame ? Entry(row) : throw new AlreadySentException(DateTimeOffset.FromUnixTimeMilliseconds(row.At));
    }

    private async Task CheckLimitsAsync(string accountId, OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Recipients.Length > limits.RecipientsPerMessage)
            throw new SendingLimitException(SendingLimit.RecipientsPerMessage, limits.RecipientsPerMessage);
        var anHourAgo = Now - (long)TimeSpan.FromHours(1).TotalMilliseconds;
        if (await Store.CountAsync(accountId, anHourAgo, cancellationToken) >= limits.MessagesPerHour)
            throw new SendingLimitException(SendingLimit.MessagesPerHour, limits.MessagesPerHour);
    }

    private async Task<OutgoingContent> WriteAsync(
        Account account, ICredentials credentials, OutgoingMessage message, Draft draft, Guid contentId, byte[] key, long now, CancellationToken cancellationToken)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        // RFC 6532: only an address that has no form in ASCII needs headers in UTF-8.
        format.International = message.Recipients.Append(message.EnvelopeFrom).Any(MailPath.NeedsUtf8);
        return new OutgoingContent
        {
            UserName = account.UserName,
            Secret = credentials.Seal(Store.Sealing),
            MessageId = message.MessageId,
            EnvelopeFrom = message.EnvelopeFrom,
            Recipients = message.Recipients,
            Sources = message.Sources.IsDefault ? [] : message.Sources,
            Kind = message.Kind,
            SavedAs = message.SavedAs,
            SentMailbox = message.SentMailbox,
            IsFiled = message.IsFiled,
            AsksForDelivery = message.AsksForDelivery,
            Draft = draft,
            Key = key,
            Length = await Store.WriteAsync(contentId, OutboxStore.SubmittedCopy, key, message.Message, format, now, cancellationToken),
            FiledLength = message.FiledMessage is { } filed
                ? await Store.WriteAsync(contentId, OutboxStore.FiledCopy, key, filed, format, now, cancellationToken)
                : null,
        };
    }
}

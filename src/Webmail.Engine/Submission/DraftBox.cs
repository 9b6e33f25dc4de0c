using System.Collections.Concurrent;
using System.Collections.Immutable;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission.Uploads;

namespace Webmail.Engine.Submission;

/// <summary>
/// An account's drafts: begun, saved to the mailbox for drafts, discarded, and made into messages. Safe for many callers; disposed of by
/// the account's session.
/// </summary>
/// <remarks>Besides what is said at the methods, they throw what <see cref="ImapConnectionPool"/> throws.</remarks>
public sealed class DraftBox : IDisposable
{
    private readonly Account account;
    private readonly MessageReader reader;
    private readonly DraftMailbox mailbox;
    private readonly UploadStore uploads;
    private readonly TimeProvider time;
    private readonly MessageComposer composer;
    private readonly ConcurrentDictionary<Guid, Copies> copies = new();

    internal DraftBox(Account account, MessageReader reader, DraftMailbox mailbox, UploadStore uploads, TimeProvider time)
    {
        (this.account, this.reader, this.mailbox, this.uploads, this.time) = (account, reader, mailbox, uploads, time);
        composer = new MessageComposer(new AttachmentContents(account.Id, reader, uploads), time);
        Writer = Writer.Of(account);
    }

    /// <summary>Who writes. The account's own address until it is set; whoever knows the person's settings sets it before each use.</summary>
    public Writer Writer
    {
        get;
        set => field = value is { Identities.IsDefaultOrEmpty: false } ? value : throw new ArgumentException("One identity at least.", nameof(value));
    }

    /// <summary>The person's own addresses, the default first; never empty.</summary>
    public ImmutableArray<Identity> Identities => Writer.Identities;

    /// <summary>Begins a draft. Nothing is saved by it, and nothing is fetched but the text of the sources.</summary>
    /// <param name="kind">As what.</param>
    /// <param name="sources">The messages it is about; empty for a new one.</param>
    /// <param name="words">What stands around what is quoted.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <exception cref="MessageGoneException">A source is not there any more.</exception>
    public async Task<Draft> BeginAsync(DraftKind kind, IReadOnlyList<MessageKey> sources, QuoteWords words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var read = new List<SourceMessage>();
        foreach (var key in sources)
            read.Add(await SourceMessage.ReadAsync(reader, key, cancellationToken));
        return new Replying(Identities, words).Begin(kind, read);
    }

    /// <summary>
    /// Saves a draft to the mailbox for drafts, which is made if there is none, and then takes away the copy that it replaces, if that is
    /// still there and still the draft's. There is a copy at every moment. Saves of one draft take turns.
    /// </summary>
    /// <exception cref="DraftFaultException">A field holds a line break, or a file is gone. Unfinished recipients are no fault.</exception>
    public async Task<SavedDraft> SaveAsync(Draft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var known = copies.GetOrAdd(draft.Id, static _ => new Copies());
        await known.Turn.WaitAsync(cancellationToken);
        try
        {
            var at = time.GetUtcNow();
            using var message = await composer.ComposeDraftAsync(draft, Writer, cancellationToken);
            var isFirst = !known.IsComplete;
            known.IsComplete = false;
            var saved = await mailbox.PutAsync(message, draft, at, cancellationToken)
                ?? throw new ServerRefusedException("", "");
            known.IsComplete = !isFirst;
            if (MessageToken.Read(draft.SavedAs) is { } before && before != saved)
                known.Replaced.Add(before);
            if (draft.Writer is { } writer)
            {
                // The browser may not have heard of the last one.
                if (known.Latest.TryGetValue(writer, out var latest) && latest != saved)
                    known.Replaced.Add(latest);
                known.Latest[writer] = saved;
            }

            await RemoveOlderAsync(draft, known, saved, cancellationToken);
            return new SavedDraft(at, MessageToken.Of(saved));
        }
        finally
        {
            known.Turn.Release();
        }
    }

    /// <summary>
    /// The copy that another device or another window saved later than this draft's own; null if there is none, or it is the one that the
    /// draft goes on from.
    /// </summary>
    /// <param name="draft">As the browser has it.</param>
    /// <param name="writtenAt">When it was written last.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public async Task<SavedDraft?> FindNewerAsync(Draft draft, DateTimeOffset writtenAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        // INTERNALDATE has whole seconds.
        return await mailbox.FindElsewhereAsync(draft, cancellationToken) is var (key, at) && at > writtenAt - TimeSpan.FromSeconds(1) && MessageToken.Of(key) != draft.SavedAs
            ? new SavedDraft(at, MessageToken.Of(key))
            : null;
    }

    /// <summary>Removes the saved copy, if it is the draft's, and the draft's files on this machine.</summary>
    public async Task DiscardAsync(Draft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var known = copies.GetOrAdd(draft.Id, static _ => new Copies());
        await known.Turn.WaitAsync(cancellationToken);
        try
        {
            if (MessageToken.Read(draft.SavedAs) is { } saved)
                known.Replaced.Add(saved);
            known.IsComplete = false;
            await RemoveAsync(draft, known, null, cancellationToken);
        }
        finally
        {
            known.Turn.Release();
        }

        uploads.RemoveDraft(account.Id, draft.Id);
        foreach (var file in draft.Attachments)
            uploads.Remove(account.Id, file.Source);
    }

    /// <summary>Makes the message that is sent. Dispose of it: it holds the files open.</summary>
    /// <exception cref="DraftFaultException">Something is wrong with the draft; it says all of it.</exception>
    public Task<OutgoingMessage> PrepareAsync(Draft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return composer.ComposeAsync(draft, Writer, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var known in copies.Values)
            known.Dispose();
    }

    /// <summary>The draft is saved by now: what could not be taken away is taken away by the next save.</summary>
    private async Task RemoveOlderAsync(Draft draft, Copies known, MessageKey saved, CancellationToken cancellationToken)
    {
        try
        {
            await RemoveAsync(draft, known, saved, cancellationToken);
        }
        catch (Exception fault) when (fault is ConnectionLostException or MailServerUnavailableException or ServerRefusedException or SignInException)
        {
            // Two copies are no loss; saying that the draft was not saved would be wrong.
        }
    }

    private async Task RemoveAsync(Draft draft, Copies known, MessageKey? kept, CancellationToken cancellationToken)
    {
        if (!known.IsComplete && draft.Writer is { } writer)
            known.Replaced.UnionWith((await mailbox.FindSavesAsync(writer, cancellationToken)).Where(copy => copy != kept));
        known.IsComplete = true;
        foreach (var copy in known.Replaced.ToList())
        {
            await mailbox.RemoveAsync(copy, draft.MessageId, cancellationToken);
            known.Replaced.Remove(copy);
        }
    }

    /// <summary>What is known of one draft's copies that are to go, and whose turn it is to change them.</summary>
    private sealed class Copies : IDisposable
    {
        public SemaphoreSlim Turn { get; } = new(1);

        /// <summary>Replaced by newer ones, and there still.</summary>
        public HashSet<MessageKey> Replaced { get; } = [];

        /// <summary>The last one that each writer has saved.</summary>
        public Dictionary<Guid, MessageKey> Latest { get; } = [];

        /// <summary>
        /// Whether no other copy is there. False if the answer to a save was lost, and at first: an earlier run of the program may have
        /// ended before it knew of its copy.
        /// </summary>
        public bool IsComplete { get; set; }

        public void Dispose() => Turn.Dispose();
    }
}

using Microsoft.Extensions.Logging;
using Webmail.Engine.Attachments;
using Webmail.Engine.Filtering;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Reading;
using Webmail.Engine.Sieve;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Uploads;
using Webmail.Engine.Sync;

namespace Webmail.Engine.Accounts;

/// <summary>
/// One signed-in account, shared by all of a person's tabs, and the only engine type that the user interface starts from. Owns the
/// connections, mirrors and loops; safe to use from any thread. Disposed by <see cref="AccountSessions"/> only.
/// </summary>
public sealed class AccountSession : IAsyncDisposable
{
    // More rows than any screen shows at first, so that the first scroll is free.
    private const int FirstRows = 60;

    private readonly ImapConnectionPool _pool;
    private readonly AccountSync _sync;
    private readonly TimeProvider _timeProvider;
    private Task _primed = Task.CompletedTask;

    internal AccountSession(string id, Account account, ImapConnectionPool pool, UploadStore uploads, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        (Id, Account, _pool, _timeProvider) = (id, account, pool, timeProvider);
        _sync = new AccountSync(pool, Changes, timeProvider, loggers);
        MailboxCommands = new MailboxCommands(pool, _sync);
        RulesOnMail = new RulesOnMail(pool, _sync, new RuleActs(Perform, UndoAsync, MailboxCommands.CreateAsync), timeProvider);
        Reader = new MessageReader(pool);
        Signatures = new SignatureChecks(Reader, timeProvider);
        EarlierMail = new EarlierMail(pool, () => _sync.Tree);
        Attachments = new AttachmentFiles(Reader);
        Previews = new AttachmentPreviews(Attachments);
        AttachedCopies = new AttachedCopies(account.Id, Reader, uploads);
        Receipts = new ReadReceipts(account, pool, Reader, timeProvider);
        Drafts = new DraftBox(account, Reader, new DraftMailbox(pool, () => _sync.Tree, _sync.ListAsync, _sync.Hint), uploads, timeProvider);
    }

    /// <summary>A random name of this sign-in, 128 bits. Proves nothing by itself; it stands in the sealed ticket.</summary>
    public string Id { get; }

    /// <summary>Whose mail.</summary>
    public Account Account { get; }

    /// <summary>Says what to look at again.</summary>
    public ChangeFeed Changes { get; } = new();

    /// <summary>All mailboxes with their counts, pending operations folded in. Empty before <see cref="ReadyAsync"/>.</summary>
    public MailboxTree Mailboxes => _sync.Tree;

    /// <summary>Storage used, null if the server does not say.</summary>
    public QuotaUsage? Quota => _sync.Quota;

    /// <summary>Live, polling or offline.</summary>
    public SyncStatus Status => _sync.Status;

    /// <summary>The server can sort by sender, subject and size (RFC 5256).</summary>
    public bool CanSort => _pool.Capabilities.Sort;

    /// <summary>The server does not take the password any more; nothing works until a new one is given.</summary>
    public bool CredentialsRejected => _pool.State is ConnectionState.CredentialsRejected;

    /// <summary>Creates, renames, moves, deletes and subscribes mailboxes.</summary>
    public MailboxCommands MailboxCommands { get; }

    /// <summary>Fetches messages for reading.</summary>
    public MessageReader Reader { get; }

    /// <summary>Checks signatures of messages that are read.</summary>
    public SignatureChecks Signatures { get; }

    /// <summary>Knows who wrote before.</summary>
    public EarlierMail EarlierMail { get; }

    /// <summary>Opens attachments as files.</summary>
    public AttachmentFiles Attachments { get; }

    /// <summary>Reads what the page shows of attachments.</summary>
    public AttachmentPreviews Previews { get; }

    /// <summary>Takes attached messages out of those that they are attached to.</summary>
    public AttachedCopies AttachedCopies { get; }

    /// <summary>Begins, saves and composes what the person writes.</summary>
    public DraftBox Drafts { get; }

    /// <summary>The filters on the server.</summary>
    public required SieveScripts Scripts
    {
        get;
        init => (field, Automatic) = (value, new AutomaticMail(value, _timeProvider));
    }

    /// <summary>What the filters send out by themselves.</summary>
    public AutomaticMail Automatic { get; private init; } = null!;

    /// <summary>Keeps rules and mailboxes together.</summary>
    public MailboxRules MailboxRules => new(Scripts);

    /// <summary>Tries rules on the mail that is there, and applies them to it.</summary>
    public RulesOnMail RulesOnMail { get; }

    /// <summary>Answers requests for read receipts.</summary>
    public ReadReceipts Receipts { get; }

    /// <summary>The connections, for what reads messages.</summary>
    internal ImapConnectionPool Pool => _pool;

    /// <summary>Ends when the tree is there; throws what the pool throws if it could not be read.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        await _primed.WaitAsync(cancellationToken);
        if (_sync.Tree.Roots.IsEmpty) await _sync.ListAsync(cancellationToken);
    }

    /// <summary>Opens a list. For the mailbox itself SELECT and one SEARCH the first time, nothing later; else one SEARCH or SORT.</summary>
    public async Task<MessageListing> OpenAsync(string mailbox, ListingQuery query, CancellationToken cancellationToken)
    {
        await _primed.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var listing = await _sync.Mailboxes.ListAsync(mailbox, query, cancellationToken);
        _sync.OnOpened(mailbox);
        return listing;
    }

    /// <summary>
    /// A viewer (a tab) shows this list from now on, or none (null): its mailbox is kept up to date however many others are opened. A
    /// viewer that closes must show none.
    /// </summary>
    public void Show(object viewer, MessageListing? listing)
    {
        LastShown = listing?.Mirror.Mailbox ?? LastShown;
        _sync.Mailboxes.Show(viewer, listing);
    }

    /// <summary>The mailbox that a tab has shown last, by its IMAP name: where a person comes from who goes to another page. Null: none yet.</summary>
    public string? LastShown { get; private set; }

    /// <summary>Fetches the rows of a window that are not held; then <see cref="MailboxMirror.Find"/> has them.</summary>
    public async Task FetchRowsAsync(MessageListing listing, int first, int count, CancellationToken cancellationToken)
    {
        await _sync.Mailboxes.FetchRowsAsync(listing.Mirror, listing.Window(first, count), ConnectionRole.Interactive, cancellationToken);
        if (!CanSort || !listing.IsOutOfOrder(first, count)) return;
        await _sync.Mailboxes.ReorderAsync(listing, cancellationToken);
        await _sync.Mailboxes.FetchRowsAsync(listing.Mirror, listing.Window(first, count), ConnectionRole.Interactive, cancellationToken);
    }

    /// <summary>The same without anybody waiting: what may be looked at next.</summary>
    public Task PrefetchRowsAsync(MessageListing listing, int first, int count, CancellationToken cancellationToken) =>
        _sync.Mailboxes.FetchRowsAsync(listing.Mirror, listing.Window(first, count), ConnectionRole.Background, cancellationToken);

    /// <summary>Fetches the previews of a window. Returns true if there was any to fetch.</summary>
    public Task<bool> FetchPreviewsAsync(MessageListing listing, int first, int count, CancellationToken cancellationToken) =>
        _sync.Mailboxes.FetchPreviewsAsync(listing.Mirror, listing.Window(first, count), cancellationToken);

    /// <summary>Shows an operation as done in every tab and queues it. Never waits for the network.</summary>
    public PendingOperation Perform(MailOperation operation)
    {
        var mirror = _sync.Mailboxes.Find(operation.Mailbox);
        var pending = CountEffect.Of(operation, mirror, _sync.Tree.Find(operation.Mailbox));
        mirror?.Add(pending);
        _sync.Perform(pending);
        Changes.Publish(new MailChange.MailboxChanged(operation.Mailbox));
        Changes.Publish(new MailChange.MailboxesChanged());
        Changes.Publish(new MailChange.SyncStatusChanged());
        return pending;
    }

    /// <summary>Leaves a letter of the program in the person's inbox.</summary>
    public PendingOperation Leave(string subject, string text) => Perform(OwnLetter.Of(Account, Mailboxes, subject, text, _timeProvider.GetUtcNow()));

    /// <summary>Takes an operation back: before it ran by cancelling it, after by its inverse. Returns false if there is none.</summary>
    public async Task<bool> UndoAsync(PendingOperation pending)
    {
        if (_sync.Runner.TryCancel(pending)) return true;
        if (await pending.Outcome is not OperationOutcome.Done { Inverse: { } inverse }) return false;
        return await Perform(inverse).Outcome is OperationOutcome.Done;
    }

    /// <summary>Looks at a mailbox and the tree now; for the person's Refresh.</summary>
    public void Refresh(string? mailbox)
    {
        if (mailbox is not null) _sync.Hint(mailbox);
        _sync.HintTree();
    }

    /// <summary>Takes a new password after the old one was refused.</summary>
    internal Task RenewAsync(ICredentials credentials, CancellationToken cancellationToken) => _pool.UseCredentialsAsync(credentials, cancellationToken);

    /// <summary>Starts the loops, and reads what the first page shows so that it is there when the page asks.</summary>
    internal void Start()
    {
        _primed = PrimeAsync();
        _sync.Start();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Changes.Publish(new MailChange.SessionEnded());
        await _sync.DisposeAsync();
        Drafts.Dispose();
        await Scripts.DisposeAsync();
        await _pool.DisposeAsync();
    }

    private async Task PrimeAsync()
    {
        try
        {
            await _sync.ListAsync(CancellationToken.None);
            var listing = await _sync.Mailboxes.ListAsync("INBOX", new ListingQuery(), CancellationToken.None);
            await FetchRowsAsync(listing, 0, FirstRows, CancellationToken.None);
        }
        catch (Exception e) when (e is MailServerUnavailableException or ConnectionLostException or MailboxGoneException or ServerRefusedException or SignInException)
        {
            // Who needs it asks again, and is told.
        }
    }
}

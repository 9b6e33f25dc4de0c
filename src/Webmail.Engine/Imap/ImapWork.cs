using MailKit;
using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>
/// A connection, lent for one piece of work. Its folders belong to this connection: use them only inside the work, one command at a
/// time, and send no command from inside one of their events. What is refused or lost is best let through: the pool names it.
/// </summary>
public sealed class ImapWork : IDisposable
{
    private readonly ImapConnection connection;
    private readonly SignedInClient lentClient;
    private readonly ImapOptions options;
    private readonly TimeProvider time;
    private IMailFolder? selected;
    private bool returned;

    internal ImapWork(ImapConnection connection, ImapOptions options, TimeProvider time, CancellationToken abandoned)
    {
        this.connection = connection;
        lentClient = connection.SignedIn;
        this.options = options;
        this.time = time;
        Abandoned = abandoned;
    }

    /// <summary>
    /// The selected mailbox, for writing unless its <see cref="IMailFolder.Access"/> says otherwise. Compare its UIDVALIDITY with what
    /// you know before you use a UID from before.
    /// </summary>
    /// <exception cref="InvalidOperationException">The work was started without a mailbox.</exception>
    public IMailFolder Selected => selected ?? throw new InvalidOperationException("This work has no mailbox.");

    /// <summary>What the server offers.</summary>
    public ServerCapabilities Capabilities => lentClient.Capabilities;

    /// <summary>
    /// Is cancelled as soon as nobody waits for the work any more. Look at it between commands. The token that the work is given comes
    /// later (<see cref="ImapOptions.GraceTime"/>), because breaking off a command costs the connection.
    /// </summary>
    public CancellationToken Abandoned { get; }

    /// <summary>The personal namespaces' prefix and separator; the first is where new mailboxes belong.</summary>
    public FolderNamespace PersonalNamespace => Client.PersonalNamespaces.Count > 0 ? Client.PersonalNamespaces[0] : new FolderNamespace(Client.Inbox.DirectorySeparator, "");

    /// <summary>Whether a mailbox lies in another person's or a shared namespace.</summary>
    public bool IsShared(IMailFolder folder) =>
        Client.OtherNamespaces.Concat(Client.SharedNamespaces).Any(space => IsWithin(folder, space));

    /// <summary>The root of a namespace, to create mailboxes in.</summary>
    public IMailFolder Root(FolderNamespace space) => Client.GetFolder(space);

    /// <summary>Finds a mailbox by its name (decoded, with the server's separator). Known ones cost nothing and may be gone by now; others cost a LIST.</summary>
    /// <exception cref="MailboxGoneException">There is none of this name.</exception>
    public Task<IMailFolder> FindAsync(string mailbox, CancellationToken cancellationToken) => Lent.FindAsync(mailbox, cancellationToken);

    /// <summary>Selects another mailbox than the one the work was started with.</summary>
    /// <exception cref="MailboxGoneException">It does not exist.</exception>
    /// <exception cref="ServerRefusedException">It can't be selected.</exception>
    public async Task<IMailFolder> SelectAsync(string mailbox, CancellationToken cancellationToken)
    {
        selected = null;
        return selected = await Lent.SelectAsync(mailbox, cancellationToken);
    }

    /// <summary>
    /// Lists every mailbox of all namespaces with attributes, special use, subscription and the counts asked for. One command with
    /// LIST-EXTENDED and LIST-STATUS for each namespace, otherwise LIST, LSUB and a STATUS for each mailbox: best on a background connection.
    /// </summary>
    public async Task<IReadOnlyList<IMailFolder>> ListAsync(StatusItems items, CancellationToken cancellationToken)
    {
        if (items != StatusItems.None && Lent.Mailbox is not null) await LookUpAsync(cancellationToken);
        return await MailboxList.ListAsync(Client, items, cancellationToken);
    }

    /// <summary>Dovecot 2.3 counts the selected mailbox as this connection last saw it, however often it is asked for its STATUS.</summary>
    private async Task LookUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Client.NoOpAsync(cancellationToken);
        }
        catch (ImapCommandException)
        {
            // The selected mailbox is gone (Dovecot says NO to everything then); the list will tell.
        }
    }

    /// <summary>
    /// Waits (RFC 2177) while the server tells of changes through the folders' events, until <paramref name="done"/> or
    /// <see cref="Abandoned"/> is cancelled. Renewed by itself. Needs a selected mailbox and <see cref="ServerCapabilities.Idle"/>.
    /// </summary>
    /// <remarks>
    /// Without NOTIFY the events are those of the selected mailbox alone: <see cref="IMailFolder.CountChanged"/> (EXISTS),
    /// <see cref="IMailFolder.MessageFlagsChanged"/> (FETCH, with UID and MODSEQ where QRESYNC or CONDSTORE is on; Dovecot sends both),
    /// <see cref="IMailFolder.MessagesVanished"/> with QRESYNC, else <see cref="IMailFolder.MessageExpunged"/> by position.
    /// Handlers run on the connection's reading loop: write a hint and return.
    /// </remarks>
    public async Task IdleAsync(CancellationToken done, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(done, Abandoned);
        while (!over.IsCancellationRequested)
        {
            using var renewal = new CancellationTokenSource(options.KeepAliveInterval, time);
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(over.Token, renewal.Token);
            await Client.IdleAsync(turn.Token, cancellationToken);
        }
    }

    /// <summary>
    /// Asks the server (RFC 5465) to tell of changes in all of the person's mailboxes from now on, for as long as the connection lives.
    /// <c>false</c>: it does not offer that, or refused.
    /// </summary>
    /// <remarks>See <see cref="Notifications"/> for what MailKit's events then say.</remarks>
    public Task<bool> NotifyAsync(CancellationToken cancellationToken) => Notifications.AskAsync(Client, cancellationToken);

    /// <summary>
    /// Makes sure that the selected mailbox is seen as it is now. A connection that selected it earlier knows neither arrivals nor flags
    /// that others made since (RFC 9051 7: the server need not tell them before a command lets it): to it, a UID that another
    /// connection has told does not exist. Costs a NOOP, and nothing when the mailbox was selected for this very work.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (!Lent.JustSelected) await Client.NoOpAsync(cancellationToken);
    }

    /// <summary>Gives the server an occasion to tell what has changed.</summary>
    public Task NoOpAsync(CancellationToken cancellationToken) => Client.NoOpAsync(cancellationToken);

    /// <summary>The server told of a mailbox that MailKit did not know (NOTIFY's MailboxName). Detach before the work ends.</summary>
    public event EventHandler<FolderCreatedEventArgs> MailboxCreated
    {
        add => Client.FolderCreated += value;
        remove => lentClient.Client.FolderCreated -= value;
    }

    /// <summary>The server gave up telling (RFC 5465 5.8, NOTIFICATIONOVERFLOW): look at everything again, and ask anew. Detach before the work ends.</summary>
    public event EventHandler<EventArgs> NotificationsOverflowed
    {
        add => lentClient.Tail.NotificationsOverflowed += value;
        remove => lentClient.Tail.NotificationsOverflowed -= value;
    }

    /// <summary>
    /// The server told of a mailbox in a way that MailKit has no event for: counts of one whose name is not ASCII (Dovecot 2.3), a deleted
    /// one that is there again, any LIST. Detach before the work ends.
    /// </summary>
    public event EventHandler<MailboxNoticeEventArgs> Noticed
    {
        add => lentClient.Tail.Noticed += value;
        remove => lentClient.Tail.Noticed -= value;
    }

    /// <summary>Gives the connection back; the pool does it.</summary>
    void IDisposable.Dispose() => returned = true;

    internal void Select(IMailFolder folder) => selected = folder;

    private ImapConnection Lent => returned ? throw new ObjectDisposedException(nameof(ImapWork)) : connection;

    private ImapClient Client => Lent.Client;

    private static bool IsWithin(IMailFolder folder, FolderNamespace space) =>
        folder.FullName == space.Path || space.Path.Length == 0 || folder.FullName.StartsWith(space.Path + space.DirectorySeparator, StringComparison.Ordinal);
}

using MailKit;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Storage;
using MailText = Webmail.Web.Resources.Mail;

namespace Webmail.Web.UI.Mail;

/// <summary>
/// One tab's state: which list, which window of it, what is open, what is selected. Mirrored in the address. Changes are told to
/// the page's regions; nothing here waits for the server unless it says so. Used from the circuit's context and from the feed.
/// </summary>
public sealed partial class MailView : IDisposable
{
    /// <summary>Rows in the first drawing of a list: what a tall window shows. The page asks for those around it when it is idle.</summary>
    public const int FirstRows = 24;

    private readonly IStringLocalizer<MailText> _text;
    private readonly TimeProvider _timeProvider;
    private readonly IDisposable _feed;
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private Action<MailRegions>[] _subscribers = [];
    private int _generation;
    private uint? _keptUnread; // the open message, if the person marked it as unread

    /// <summary>A view of an account for one tab.</summary>
    public MailView(AccountSession session, PersonSettings settings, IStringLocalizer<MailText> text, TimeProvider timeProvider)
    {
        (Session, Settings, _text, _timeProvider) = (session, settings, text, timeProvider);
        _feed = session.Changes.Subscribe(OnChange);
    }

    /// <summary>The account.</summary>
    public AccountSession Session { get; }

    /// <summary>What the person chose.</summary>
    public PersonSettings Settings { get; private set; }

    /// <summary>IMAP name of the mailbox that is shown.</summary>
    public string Mailbox { get; private set; } = "INBOX";

    /// <summary>What is asked of it.</summary>
    public ListingQuery Query { get; private set; } = new();

    /// <summary>The list; null while it is being opened, or when that failed.</summary>
    public MessageListing? Listing { get; private set; }

    /// <summary>Why there is no list, in the person's words; null if all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>True while a search runs.</summary>
    public bool IsSearching { get; private set; }

    /// <summary>Position of the first row drawn.</summary>
    public int First { get; private set; }

    /// <summary>How many rows are drawn.</summary>
    public int Rows { get; private set; } = FirstRows;

    /// <summary>The message in the reader.</summary>
    public uint? OpenUid { get; private set; }

    /// <summary>The selected messages; may reach beyond what is loaded.</summary>
    public UidSet Selected { get; private set; } = UidSet.Empty;

    /// <summary>What the snackbar says.</summary>
    public Notice? Notice { get; private set; }

    /// <summary>The mailbox as the tree knows it; null if it is not there.</summary>
    public Mailbox? Current => Session.Mailboxes.Find(Mailbox);

    /// <summary>The address of what is shown.</summary>
    public MailAddress Address => new(Mailbox, OpenUid, Query);

    /// <summary>Told of each message that came into INBOX from outside, with its sender's name.</summary>
    public event Action<string>? Arrived;

    /// <summary>Calls back on every change until disposed; from any thread, so take note only.</summary>
    public IDisposable Subscribe(Action<MailRegions> onChanged)
    {
        lock (_gate) _subscribers = [.. _subscribers, onChanged];
        return new Subscription(() =>
        {
            lock (_gate) _subscribers = [.. _subscribers.Where(s => s != onChanged)];
        });
    }

    /// <summary>Opens a list and, if asked, a message; waits for the first rows. A failure becomes <see cref="Problem"/>.</summary>
    public async Task GoAsync(MailAddress address, int rows = FirstRows)
    {
        var generation = ++_generation;
        (Mailbox, Query, OpenUid) = (address.Mailbox, address.Query, address.Uid);
        (Selected, Problem, First) = (UidSet.Empty, null, 0);
        IsSearching = Query.Text.Length > 0;
        if (IsSearching) Tell(MailRegions.Head);
        try
        {
            await Session.ReadyAsync(_closed.Token);
            var listing = await Session.OpenAsync(Session.Mailboxes.Find(Mailbox)?.Name ?? Mailbox, Query, _closed.Token);
            if (generation != _generation) return;
            Mailbox = listing.Mirror.Mailbox;
            Rows = Math.Clamp(rows, 1, MostRows);
            First = OpenUid is { } uid && listing.IndexOf(uid) is var at && at >= Rows / 2 ? at - (Rows / 3) : 0;
            Session.Show(this, Listing = listing);
            await Session.FetchRowsAsync(listing, First, Rows, _closed.Token);
        }
        catch (Exception e) when (ProblemOf(e) is { } problem)
        {
            if (generation != _generation) return;
            if (e is MailboxGoneException) Listing = null;
            Problem = Listing is null || Listing.Mirror.Mailbox != Mailbox ? problem : null;
            if (Problem is not null) Listing = null;
        }
        finally
        {
            if (generation == _generation) IsSearching = false;
        }

        // What was asked for is drawn first.
        Tell(MailRegions.List);
        Tell(MailRegions.All & ~MailRegions.List);
        _ = FetchPreviewsAsync();
    }

    /// <summary>The reader shows this message now (null: none); the page has painted it already.</summary>
    public void Open(uint? uid)
    {
        (OpenUid, _keptUnread) = (uid, null);
        Tell(MailRegions.List | MailRegions.Reader);
        if (uid is { } opened) _ = MarkReadLaterAsync(opened);
    }

    /// <summary>Marks one message as read now.</summary>
    public void MarkRead(uint uid)
    {
        if (Listing is { } listing && listing.Mirror.Find(uid) is { IsUnread: true })
            Session.Perform(new Engine.Operations.StoreFlags(listing.Mirror.Mailbox, listing.Mirror.UidValidity, UidSet.OfOne(uid)) { Flags = MessageFlags.Seen });
    }

    /// <summary>Exchanges the selection; UIDs that the list lacks are dropped.</summary>
    public void Select(UidSet uids)
    {
        Selected = Listing is { } listing ? uids.Intersect(listing.Uids) : UidSet.Empty;
        Tell(MailRegions.List | MailRegions.Head | MailRegions.Reader);
    }

    /// <summary>Takes over changed settings.</summary>
    public void Use(PersonSettings settings)
    {
        Settings = settings;
        Tell(MailRegions.All);
    }

    /// <summary>Shows or takes away what the snackbar says.</summary>
    public void Say(Notice? notice)
    {
        Notice = notice;
        Tell(MailRegions.Notice);
    }

    /// <summary>Tries again what failed.</summary>
    public Task RetryAsync() => GoAsync(Address);

    /// <inheritdoc/>
    public void Dispose()
    {
        _feed.Dispose();
        Session.Show(this, null);
        _closed.Cancel();
        _closed.Dispose();
    }

    private async Task MarkReadLaterAsync(uint uid)
    {
        if (Settings.MarkReadAfterSeconds is not { } seconds) return;
        if (seconds > 0) await Task.Delay(TimeSpan.FromSeconds(seconds), _timeProvider, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_closed.IsCancellationRequested || OpenUid != uid || _keptUnread == uid) return;
        MarkRead(uid);
    }

    private void OnChange(MailChange change)
    {
        switch (change)
        {
            case MailChange.MailboxChanged(var mailbox) when mailbox == Mailbox:
                if (Listing is { } listing && !Selected.IsEmpty) Selected = Selected.Intersect(listing.Uids);
                Tell(MailRegions.List | MailRegions.Head | MailRegions.Reader);
                _ = FetchArrivedAsync();
                break;
            case MailChange.MessagesArrived(var mailbox, var count) when Session.Mailboxes.Find(mailbox) is { SpecialUse: SpecialUse.Inbox }:
                _ = AnnounceAsync(mailbox, count);
                break;
            case MailChange.MailboxRebuilt(var mailbox) when mailbox == Mailbox:
                Say(new Notice(_text["MailboxRebuilt"]));
                _ = GoAsync(Address with { Uid = null });
                break;
            case MailChange.MailboxGone(var mailbox) when mailbox == Mailbox:
                (Listing, Problem, OpenUid) = (null, _text["MailboxGone"], null);
                Tell(MailRegions.All);
                break;
            case MailChange.MailboxesChanged:
                Tell(MailRegions.Tree | MailRegions.Head);
                break;
            case MailChange.SyncStatusChanged:
                Tell(MailRegions.Status);
                break;
            case MailChange.OperationAdvanced(var pending):
                OnAdvanced(pending);
                break;
        }
    }

    private string? ProblemOf(Exception e)
    {
        var key = e switch
        {
            MailboxGoneException => "MailboxGone",
            MailServerUnavailableException or ConnectionLostException or SignInException => "ServerAway",
            ServerRefusedException => "ServerRefusedToOpen",
            _ => null,
        };
        return key is null ? null : _text[key].Value;
    }

    private void Tell(MailRegions regions)
    {
        foreach (var subscriber in Volatile.Read(ref _subscribers)) subscriber(regions);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

using Microsoft.JSInterop;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Web.Endpoints;

namespace Webmail.Web.UI.Mail;

/// <summary>
/// What the page's module may call. Everything that comes in is untrusted: it is checked against the view's own list, and names
/// mailboxes and messages of the signed-in person only.
/// </summary>
public sealed class MailBridge(MailView view, MailDialogs dialogs, SmallRules rules, Func<MailAddress, int, Task> navigate, Action<TimeZoneInfo> setZone)
{
    /// <summary>The list was scrolled, or the page has time for more rows.</summary>
    [JSInvokable]
    public Task ShowWindow(int first, int rows) => view.ShowWindowAsync(first, rows);

    /// <summary>The reader shows a message, or none.</summary>
    [JSInvokable]
    public void Opened(uint? uid) => view.Open(uid);

    /// <summary>The person pressed Enter on a message: it counts as read at once.</summary>
    [JSInvokable]
    public void ReadNow(uint uid) => view.MarkRead(uid);

    /// <summary>Goes to another list, of which so many rows can be seen.</summary>
    [JSInvokable]
    public Task Navigate(string path, int rows)
    {
        var cut = path.IndexOf('?', StringComparison.Ordinal);
        return navigate(MailAddress.Parse(cut < 0 ? path : path[..cut], cut < 0 ? "" : path[cut..]), rows);
    }

    /// <summary>The person is about to go to a mailbox.</summary>
    [JSInvokable]
    public Task Expect(string mailbox) => view.ExpectAsync(mailbox);

    /// <summary>Adds a message to the selection or takes it out.</summary>
    [JSInvokable]
    public void Toggle(uint uid)
    {
        var one = UidSet.OfOne(uid);
        view.Select(view.Selected.Contains(uid) ? view.Selected.Except(one) : view.Selected.Union(one));
    }

    /// <summary>Selects all between two messages, both included.</summary>
    [JSInvokable]
    public void SelectRange(uint from, uint to)
    {
        if (view.Listing is not { } listing) return;
        var (a, b) = (listing.IndexOf(from), listing.IndexOf(to));
        if (b < 0) return;
        if (a < 0) a = b;
        view.Select(UidSet.Of(listing.Window(Math.Min(a, b), Math.Abs(a - b) + 1)));
    }

    /// <summary>Selects the rows that are loaded.</summary>
    [JSInvokable]
    public void SelectLoaded()
    {
        if (view.Listing is { } listing) view.Select(UidSet.Of(listing.Window(view.First, view.Rows)));
    }

    /// <summary>Selects the whole list.</summary>
    [JSInvokable]
    public void SelectAll()
    {
        if (view.Listing is { } listing) view.Select(listing.Uids);
    }

    /// <summary>Selects nothing.</summary>
    [JSInvokable]
    public void ClearSelection() => view.Select(UidSet.Empty);

    /// <summary>Carries out a verb of contract.md on these messages, or on the selection if none are named; the reader shows <paramref name="opened"/> from now on.</summary>
    [JSInvokable]
    public Task Act(string action, uint[]? uids, uint? opened)
    {
        var targets = Targets(uids);
        if (opened != view.OpenUid) view.Open(opened);
        return action switch
        {
            "block" when targets.Count == 1 => rules.BlockAsync(targets.Min),
            "mute" when targets.Count == 1 => rules.MuteAsync(targets.Min),
            _ => ActAsync(action, targets),
        };
    }

    private Task ActAsync(string action, UidSet targets) =>
        Enum.TryParse<MailVerb>(action.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var verb) && !char.IsAsciiDigit(action[0])
            ? view.ActAsync(verb, targets)
            : Task.CompletedTask;

    /// <summary>Moves or copies messages to a mailbox.</summary>
    [JSInvokable]
    public void MoveTo(string mailbox, uint[]? uids, bool copy) => view.MoveTo(mailbox, Targets(uids), copy);

    /// <summary>Opens the menu of mailboxes to move or copy to.</summary>
    [JSInvokable]
    public void ChooseMailbox(bool copy, uint[]? uids, int x, int y) => dialogs.ChooseMailbox(Targets(uids), copy, x, y);

    /// <summary>Opens the menu of mailboxes to save a message to that is attached to another one, named as in the addresses of <see cref="MessagePath"/>.</summary>
    [JSInvokable]
    public void ChooseMailboxFor(string token, uint uidValidity, uint uid, string within, int x, int y)
    {
        if (MessagePath.Read(token, uidValidity, uid) is { } key && MessageKey.IsPath(within)) dialogs.ChooseMailboxFor(key with { Within = within }, x, y);
    }

    /// <summary>Opens the menu of a message.</summary>
    [JSInvokable]
    public void ShowMenu(uint[]? uids, int x, int y, bool isFromList) => dialogs.ShowMenu(Targets(uids), x, y, isFromList);

    /// <summary>The messages that are selected, also those whose rows are not drawn; no more than <paramref name="most"/>.</summary>
    [JSInvokable]
    public uint[] Selection(int most) => [.. view.Selected.Take(Math.Clamp(most, 0, 1_000))];

    /// <summary>Opens the sheet of keys.</summary>
    [JSInvokable]
    public void ShowShortcuts() => dialogs.ShowShortcuts();

    /// <summary>Takes back the newest operation.</summary>
    [JSInvokable]
    public Task Undo() => view.UndoAsync();

    /// <summary>Looks at the mailbox now.</summary>
    [JSInvokable]
    public void Refresh() => view.Session.Refresh(view.Mailbox);

    /// <summary>The browser's time zone, by its IANA name.</summary>
    [JSInvokable]
    public void SetZone(string zone)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) setZone(found);
    }

    private UidSet Targets(uint[]? uids) => uids is null ? view.Selected : UidSet.Of(uids).Intersect(view.Listing?.Uids ?? UidSet.Empty);
}

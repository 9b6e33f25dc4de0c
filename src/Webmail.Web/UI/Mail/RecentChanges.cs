using MailKit;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Mail;

/// <summary>
/// The last changes of the mailbox while this tab was there, as facts: what came in, what was done here, what another device did to the
/// messages in sight. Safe to use from any thread.
/// </summary>
public sealed class RecentChanges : IDisposable
{
    // What the account's menu has room for.
    private const int Most = 6;

    private readonly Lock gate = new();
    private readonly Func<string, IEnumerable<RemoteChange>> remoteChanges;
    private readonly Func<string, string> nameOf;
    private readonly IStringLocalizer<Resources.Mail> text;
    private readonly TimeProvider time;
    private readonly IDisposable subscription;
    private RecentChange[] latest = [];
    private DateTimeOffset seen;

    /// <param name="feed">What happens to the account.</param>
    /// <param name="remoteChanges">What other clients lately did to the messages of a mailbox that are in sight.</param>
    /// <param name="nameOf">A mailbox's name in the person's language, by its IMAP name.</param>
    /// <param name="text">The person's language.</param>
    /// <param name="time">The clock.</param>
    public RecentChanges(
        ChangeFeed feed, Func<string, IEnumerable<RemoteChange>> remoteChanges, Func<string, string> nameOf, IStringLocalizer<Resources.Mail> text, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(time);
        (this.remoteChanges, this.nameOf, this.text, this.time, seen) = (remoteChanges, nameOf, text, time, time.GetUtcNow());
        subscription = feed.Subscribe(OnChange);
    }

    /// <summary>The changes, newest first.</summary>
    public IReadOnlyList<RecentChange> Latest => Volatile.Read(ref latest);

    /// <summary>There is another line. Raised on the thread of whatever happened.</summary>
    public event Action? Changed;

    /// <inheritdoc/>
    public void Dispose() => subscription.Dispose();

    private void OnChange(MailChange change)
    {
        switch (change)
        {
            case MailChange.MessagesArrived(var mailbox, var count):
                Add("mail", count == 1 ? text["Recent_Arrived_One", nameOf(mailbox)] : text["Recent_Arrived_Many", count, nameOf(mailbox)], ChangeOrigin.Incoming, time.GetUtcNow());
                break;
            case MailChange.OperationAdvanced({ Outcome.IsCompletedSuccessfully: true } pending):
                _ = AddDoneAsync(pending);
                break;
            case MailChange.MailboxChanged(var mailbox):
                AddRemote(mailbox);
                break;
        }
    }

    // Has ended already, so nothing is waited for.
    private async Task AddDoneAsync(PendingOperation pending)
    {
        if (await pending.Outcome is not OperationOutcome.Done)
            return;
        var (icon, sentence) = Describe(pending.Operation);
        Add(icon, sentence, ChangeOrigin.Here, time.GetUtcNow());
    }

    private void AddRemote(string mailbox)
    {
        DateTimeOffset since;
        lock (gate) since = seen;
        foreach (var kind in remoteChanges(mailbox).Where(change => change.At > since).GroupBy(change => change.Kind))
        {
            var (icon, what) = kind.Key switch
            {
                RemoteChangeKind.Read => ("mark_email_read", "Done_MarkRead"),
                RemoteChangeKind.Unread => ("mark_email_unread", "Done_MarkUnread"),
                RemoteChangeKind.Flagged => ("flag", "Done_Flag"),
                RemoteChangeKind.Unflagged => ("flag", "Done_Unflag"),
                _ => ("mail", "Recent_Changed"),
            };
            var at = kind.Max(change => change.At);
            Add(icon, Counted(what, kind.Count()), ChangeOrigin.AnotherDevice, at);
            lock (gate) seen = at > seen ? at : seen;
        }
    }

    private (string Icon, string Text) Describe(MailOperation operation) => operation switch
    {
        { Destination: { } target } => ("drive_file_move", Counted(operation.Removes ? "Done_Moved" : "Done_Copied", operation.Uids.Count, nameOf(target))),
        { Removes: true } => ("delete", Counted("Done_Expunge", operation.Uids.Count)),
        StoreFlags { Flags: MessageFlags.Seen } store => (store.Set ? "mark_email_read" : "mark_email_unread", Counted(store.Set ? "Done_MarkRead" : "Done_MarkUnread", store.Uids.Count)),
        StoreFlags { Flags: MessageFlags.Flagged } store => ("flag", Counted(store.Set ? "Done_Flag" : "Done_Unflag", store.Uids.Count)),
        _ => ("mail", Counted("Recent_Changed", operation.Uids.Count)),
    };

    private string Counted(string what, int count, params object[] more) =>
        count == 1 ? text[what + "_One", more] : text[what + "_Many", [count, .. more]];

    // The same thing done again and again, as in reading one message after another, is one line with the last time.
    private void Add(string icon, string sentence, ChangeOrigin origin, DateTimeOffset at)
    {
        lock (gate)
        {
            var before = latest is [var last, ..] && last.Text == sentence && last.Origin == origin ? latest[1..] : latest;
            Volatile.Write(ref latest, [new RecentChange(icon, sentence, origin, at), .. before.Take(Most - 1)]);
        }

        Changed?.Invoke();
    }
}

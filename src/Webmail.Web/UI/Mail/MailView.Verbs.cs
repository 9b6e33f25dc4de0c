using System.Collections.Immutable;
using MailKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Mail;

/// <summary>What a person does to messages: each verb shows at once, is queued, and can be undone.</summary>
public sealed partial class MailView
{
    // ui.md section 7: an undo history of 10.
    private const int UndoDepth = 10;

    // From here on progress is shown; below it is over before it could be read.
    private const int LongOperation = 500;

    private readonly List<PendingOperation> _undo = [];

    /// <summary>Carries out a verb on messages of the list.</summary>
    public async Task ActAsync(MailVerb verb, UidSet uids)
    {
        if (Listing is not { } listing || uids.IsEmpty) return;
        var (mailbox, validity) = (listing.Mirror.Mailbox, listing.Mirror.UidValidity);
        MailOperation? operation = verb switch
        {
            MailVerb.MarkRead => new StoreFlags(mailbox, validity, uids) { Flags = MessageFlags.Seen },
            MailVerb.MarkUnread => new StoreFlags(mailbox, validity, uids) { Flags = MessageFlags.Seen, Set = false },
            MailVerb.Flag => new StoreFlags(mailbox, validity, uids) { Flags = MessageFlags.Flagged },
            MailVerb.Unflag => new StoreFlags(mailbox, validity, uids) { Flags = MessageFlags.Flagged, Set = false },
            MailVerb.Delete => Deletion.For(Session.Mailboxes, mailbox, validity, uids),
            MailVerb.Archive => await MoveToUseAsync(SpecialUse.Archive, "Archive", uids),
            MailVerb.Junk => await MoveToUseAsync(SpecialUse.Junk, "Junk", uids),
            _ => await MoveToUseAsync(SpecialUse.Inbox, "INBOX", uids),
        };
        if (operation is null) return;
        if (verb is MailVerb.MarkUnread && OpenUid is { } open && uids.Contains(open)) _keptUnread = open;
        if (verb is MailVerb.Junk or MailVerb.NotJunk) MarkJunk(listing, uids, verb == MailVerb.Junk);
        Perform(operation, NoticeText(verb.ToString(), operation, uids.Count));
    }

    /// <summary>Moves or copies messages of the list to a mailbox.</summary>
    public void MoveTo(string destination, UidSet uids, bool copy)
    {
        if (Listing is not { } listing || uids.IsEmpty || Session.Mailboxes.Find(destination) is not { IsSelectable: true } to) return;
        var (mailbox, validity) = (listing.Mirror.Mailbox, listing.Mirror.UidValidity);
        if (to.Name == mailbox) return;
        MailOperation operation = copy ? new CopyMessages(mailbox, validity, uids, to.Name) : new MoveMessages(mailbox, validity, uids, to.Name);
        Perform(operation, NoticeText(copy ? "Copied" : "Moved", operation, uids.Count));
    }

    /// <summary>Takes back the newest operation that can be, or the given one.</summary>
    public async Task UndoAsync(PendingOperation? pending = null)
    {
        if (pending is null && Notice is { TakeBack: { } takeBack })
        {
            Say(null);
            if (await takeBack() is { } fault) Say(new Notice(fault, IsError: true));
            return;
        }

        pending ??= _undo.LastOrDefault();
        if (pending is null) return;
        _undo.Remove(pending);
        Say(null);
        if (!await Session.UndoAsync(pending)) Say(new Notice(_text["UndoFailed"], IsError: true));
        else if (Listing is { Query.IsWholeMailbox: false }) await GoAsync(Address);
    }

    /// <summary>Marks all messages of a mailbox as read.</summary>
    public async Task MarkAllReadAsync(string mailbox)
    {
        var listing = await Session.OpenAsync(mailbox, new ListingQuery(), _closed.Token);
        var operation = new StoreFlags(mailbox, listing.Mirror.UidValidity, listing.Uids) { Flags = MessageFlags.Seen };
        if (!listing.Uids.IsEmpty) Perform(operation, NoticeText("MarkRead", operation, listing.Uids.Count));
    }

    /// <summary>Expunges all messages of a mailbox after the undo window.</summary>
    public async Task EmptyAsync(string mailbox)
    {
        var listing = await Session.OpenAsync(mailbox, new ListingQuery(), _closed.Token);
        var operation = new ExpungeMessages(mailbox, listing.Mirror.UidValidity, listing.Uids);
        if (!listing.Uids.IsEmpty) Perform(operation, NoticeText("Delete", operation, listing.Uids.Count));
    }

    /// <summary>Shows an operation on messages of the list as done, and queues it.</summary>
    internal PendingOperation Begin(MailOperation operation)
    {
        if (operation.Removes && operation.Mailbox == Mailbox)
        {
            if (OpenUid is { } open && operation.Uids.Contains(open)) OpenUid = null;
            Selected = Selected.Except(operation.Uids);
        }

        var pending = Session.Perform(operation);
        Tell(MailRegions.Head | MailRegions.Reader);
        return pending;
    }

    private void Perform(MailOperation operation, string text)
    {
        var pending = Begin(operation);
        Remember(pending);
        Say(new Notice(text, pending, Total: operation.Uids.Count >= LongOperation ? operation.Uids.Count : 0));
    }

    private void Remember(PendingOperation pending)
    {
        _undo.Add(pending);
        if (_undo.Count > UndoDepth) _undo.RemoveAt(0);
    }

    private void OnAdvanced(PendingOperation pending)
    {
        if (pending.Outcome.IsCompleted) _ = OnEndedAsync(pending);
        else if (Notice?.Pending == pending) Tell(MailRegions.Notice);
        else if (Notice is null && pending.Operation.Uids.Count >= LongOperation) Say(new Notice(NoticeText("Working", pending.Operation, pending.Operation.Uids.Count), Total: pending.Operation.Uids.Count));
    }

    private async Task OnEndedAsync(PendingOperation pending)
    {
        switch (await pending.Outcome)
        {
            case OperationOutcome.Refused(var reason, var serverText):
                _undo.Remove(pending);
                if (pending.Operation.Mailbox == Mailbox || Notice?.Pending == pending)
                    Say(new Notice(_text["Refused_" + reason, serverText], IsError: true));
                break;
            case OperationOutcome.Done { Inverse: null } when Notice?.Pending == pending:
                _undo.Remove(pending);
                Say(Notice with { Pending = null, Total = 0 });
                break;
            case OperationOutcome.Done when Notice?.Pending == pending:
                Tell(MailRegions.Notice);
                break;
        }
    }

    /// <summary>The mailbox of a use, made if there is none; null: that was refused, and said.</summary>
    internal async Task<Mailbox?> UseAsync(SpecialUse use, string name)
    {
        if (Session.Mailboxes.Find(use) is not { } to)
        {
            // The account has no such mailbox yet: it is made the first time it is needed, as every mail program does.
            if (await Session.MailboxCommands.CreateAsync(null, name, _closed.Token) is { } refused)
            {
                Say(new Notice(_text["Refused_" + refused.Reason, refused.ServerText], IsError: true));
                return null;
            }

            to = Session.Mailboxes.Find(use) ?? Session.Mailboxes.All.FirstOrDefault(m => m.DisplayName == name);
        }

        return to;
    }

    private async Task<MailOperation?> MoveToUseAsync(SpecialUse use, string name, UidSet uids)
    {
        var (listing, to) = (Listing!, await UseAsync(use, name));
        return to is null || to.Name == listing.Mirror.Mailbox ? null : new MoveMessages(listing.Mirror.Mailbox, listing.Mirror.UidValidity, uids, to.Name);
    }

    /// <summary>$Junk and $NotJunk train the filters that look at them (IANA keywords); stored before the move takes the messages away.</summary>
    private void MarkJunk(MessageListing listing, UidSet uids, bool isJunk)
    {
        var (mailbox, validity) = (listing.Mirror.Mailbox, listing.Mirror.UidValidity);
        Session.Perform(new StoreFlags(mailbox, validity, uids) { Keywords = Keyword(isJunk ? "$NotJunk" : "$Junk"), Set = false });
        Session.Perform(new StoreFlags(mailbox, validity, uids) { Keywords = Keyword(isJunk ? "$Junk" : "$NotJunk") });
    }

    private static ImmutableHashSet<string> Keyword(string name) => ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, name);

    private string NoticeText(string verb, MailOperation operation, int count)
    {
        var key = operation is ExpungeMessages ? "Expunge" : verb;
        var destination = operation.Destination is { } name && Session.Mailboxes.Find(name) is { } to ? MailboxNames.Of(to, _text) : "";
        return count == 1 ? _text[$"Done_{key}_One", destination] : _text[$"Done_{key}_Many", count, destination];
    }
}

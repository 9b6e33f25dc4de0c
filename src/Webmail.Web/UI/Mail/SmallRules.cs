using MailKit;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Reading;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Submission;
using Webmail.Web.UI.Away;
using MailText = Webmail.Web.Resources.Mail;

namespace Webmail.Web.UI.Mail;

/// <summary>Rules that one click makes from a message: a sender is blocked, a conversation muted. The message goes where the rule will take those that follow.</summary>
public sealed class SmallRules(MailView view, AwayTexts words, IStringLocalizer<MailText> text)
{
    /// <summary>Blocks the sender of a message: their mail goes to the mailbox for spam from now on.</summary>
    public async Task BlockAsync(uint uid)
    {
        if (view.Listing is not { } listing || listing.Mirror.Find(uid)?.From is not [{ Address: { Length: > 0 } address }, ..])
        {
            Refuse(text["BlockNobody"]);
            return;
        }

        if (Own().Any(own => own.HasAddress(address)))
        {
            Refuse(text["BlockOwn"]);
            return;
        }

        if (await view.UseAsync(SpecialUse.Junk, "Junk") is not { } junk) return;
        var block = new SenderBlock(address);
        var change = await view.Session.Scripts.ChangeAsync(
            (rules, features) => block.Problems(junk.Name, features, rules.Expands), (rules, features) => block.IsIn(rules) ? null : block.Put(rules, junk.Name, features), CancellationToken.None);
        End(change, text["Blocked", address], junk, uid, isRead: false, rules => block.RemoveFrom(rules));
    }

    /// <summary>Mutes the conversation of a message: what comes in it is read and archived from now on.</summary>
    public async Task MuteAsync(uint uid)
    {
        if (view.Listing is not { } listing) return;
        ConversationMute? mute;
        try
        {
            var headers = await view.Session.Reader.GetHeadersAsync(new MessageKey(listing.Mirror.Mailbox, listing.Mirror.UidValidity, uid), CancellationToken.None);
            mute = ConversationMute.Of(headers, SubjectOf(listing.Mirror.Find(uid)));
        }
        catch (Exception fault) when (fault is MailServerUnavailableException or ConnectionLostException or SignInException or MessageGoneException or MailboxGoneException or ServerRefusedException)
        {
            Refuse(text["MuteUnread"]);
            return;
        }

        if (mute is null)
        {
            Refuse(text["MuteNothing"]);
            return;
        }

        if (await view.UseAsync(SpecialUse.Archive, "Archive") is not { } archive) return;
        var change = await view.Session.Scripts.ChangeAsync(
            (rules, features) => mute.Problems(archive.Name, features, rules.Expands), (rules, features) => mute.IsIn(rules) ? null : mute.Put(rules, archive.Name, features), CancellationToken.None);
        End(change, text["Muted"], archive, uid, isRead: true, rules => mute.RemoveFrom(rules));
    }

    private void End(RuleChange change, string said, Mailbox to, uint uid, bool isRead, Func<FilterScript, FilterScript> takeBack)
    {
        if (words.WhyNot(change) is { } notice)
        {
            Refuse(notice.Text);
            return;
        }

        PendingOperation? moved = null;
        var marked = Task.FromResult<PendingOperation?>(null);
        if (view.Listing is { Mirror: var mirror } && mirror.Find(uid) is { } row && to.Name != mirror.Mailbox)
        {
            moved = view.Begin(new MoveMessages(mirror.Mailbox, mirror.UidValidity, UidSet.OfOne(uid), to.Name));
            if (isRead && row.IsUnread) marked = MarkAsync(moved);
        }

        view.Say(new Notice(said, TakeBack: async () =>
        {
            // What was there before the click stays.
            var fault = change is RuleChange.Made ? words.WhyNot(await view.Session.Scripts.ChangeAsync((rules, _) => takeBack(rules), CancellationToken.None))?.Text : null;
            if (await marked is { } mark && !await view.Session.UndoAsync(mark)) fault ??= text["UndoFailed"];
            if (moved is not null && !await view.Session.UndoAsync(moved)) fault ??= text["UndoFailed"];
            return fault;
        }));
    }

    /// <summary>Marks a message as read where it has arrived: on the way it gets another UID, and taking back has to find it.</summary>
    private async Task<PendingOperation?> MarkAsync(PendingOperation moved) =>
        await moved.Outcome is OperationOutcome.Done { Inverse: { } there }
            ? view.Session.Perform(new StoreFlags(there.Mailbox, there.UidValidity, there.Uids) { Flags = MessageFlags.Seen }) : null;

    private void Refuse(string why) => view.Say(new Notice(why, IsError: true));

    private string SubjectOf(MessageRow? row) => row?.Subject is { Length: > 0 } subject ? subject : text["NoSubject"];

    private IEnumerable<Identity> Own() => view.Settings.Identities.Select(Identity.Of).Prepend(Identity.Of(view.Session.Account));
}

using MailKit;
using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>The NOTIFY command (RFC 5465) that a watcher sends, and what it can rely on afterwards.</summary>
/// <remarks>
/// Seen with MailKit 4.18 and Dovecot 2.3, all within IDLE, about half a second after the change:
/// <list type="table">
/// <item><term>arrival, selected mailbox</term><description><c>CountChanged</c>, <c>MessageFlagsChanged</c> and <c>MessageSummaryFetched</c> with
/// UID, flags, envelope, date, size and body structure: no round trip of ours; without MODSEQ</description></item>
/// <item><term>flags, selected</term><description><c>HighestModSeqChanged</c>, then <c>MessageFlagsChanged</c> with UID, MODSEQ and all flags</description></item>
/// <item><term>expunge, selected</term><description><c>MessagesVanished</c> with UIDs (QRESYNC), <c>CountChanged</c></description></item>
/// <item><term>anything, another mailbox</term><description>STATUS: <c>CountChanged</c>, <c>UnreadChanged</c>, <c>UidNextChanged</c>,
/// <c>HighestModSeqChanged</c>, as far as the value differs, on that mailbox's folder, which must have been listed on this
/// connection. Of flags other than \Seen only <c>HighestModSeqChanged</c> tells</description></item>
/// <item><term>created, renamed, deleted, subscribed</term><description><see cref="ImapWork.MailboxCreated"/>; <c>Renamed</c>, <c>Deleted</c>, <c>Subscribed</c>, <c>Unsubscribed</c>
/// on the folder. A first mailbox that the server makes by itself can make all of them be told as unsubscribed and subscribed</description></item>
/// <item><term>names that are not ASCII, or came back</term><description><see cref="ImapWork.Noticed"/></description></item>
/// </list>
/// MailKit refuses commands by position on a connection after this (RFC 5465 5.2): only UIDs.
/// The person's own mailboxes are watched, other people's and shared ones are not.
/// </remarks>
internal static class Notifications
{
    // What a row of the list needs, so that an arrival in the selected mailbox costs no round trip of ours.
    private const MessageSummaryItems Row = MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope
        | MessageSummaryItems.InternalDate | MessageSummaryItems.Size | MessageSummaryItems.BodyStructure;

    private static readonly ImapEventGroup[] Wanted =
    [
        // DELAYED: positions do not shift in the middle of a command.
        new(ImapMailboxFilter.SelectedDelayed, [new ImapEvent.MessageNew(Row), ImapEvent.MessageExpunge, ImapEvent.FlagChange]),
        new(ImapMailboxFilter.Personal, [new ImapEvent.MessageNew(), ImapEvent.MessageExpunge, ImapEvent.FlagChange, ImapEvent.MailboxName, ImapEvent.SubscriptionChange]),
    ];

    public static async Task<bool> AskAsync(ImapClient client, CancellationToken cancellationToken)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.Notify))
            return false;

        try
        {
            await client.NotifyAsync(true, Wanted, cancellationToken);
            return true;
        }
        catch (ImapCommandException)
        {
            // RFC 5465 3.1: NO [BADEVENT] for an event it does not know. The watcher has another way.
            return false;
        }
    }
}

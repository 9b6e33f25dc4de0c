using MailKit;
using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>The NOTIFY command (RFC 5465) that a watcher sends, and what it can rely on afterwards.</summary>
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

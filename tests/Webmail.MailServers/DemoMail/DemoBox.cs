using Webmail.MailServers.Loading;

namespace Webmail.MailServers.DemoMail;

/// <summary>All messages of the demo's mailboxes, the same ones for the same <paramref name="now"/>.</summary>
internal sealed class DemoBox(DateTimeOffset now, Func<string, string> mailboxName)
{
    private readonly Days _days = new(now);

    /// <summary>What the gardener has, and the shared mailbox.</summary>
    public IEnumerable<StoredMessage> Martina() => Sorted(
    [
        .. RecentMail.Letters(_days), .. Correspondence.Letters(_days), .. Newsletters.Letters(_days), .. Notices.Letters(_days), .. GroupMail.Letters(_days), .. Deceptions.Letters(_days),
        .. OtherMailboxes.Letters(_days), .. OtherMailboxes.Shared(_days),
    ],
        Oddities.Messages(_days, mailboxName));

    /// <summary>What her colleague has.</summary>
    public IEnumerable<StoredMessage> Jonas() => Sorted([.. OtherMailboxes.Jonas(_days)], []);

    // UIDs in the order of time, as in a mailbox that grew.
    private IEnumerable<StoredMessage> Sorted(Letter[] letters, IEnumerable<StoredMessage> others) => letters
        .Select(letter => Press.Print(letter, mailboxName)).Concat(others)
        .OrderBy(message => message.Mailbox, StringComparer.Ordinal).ThenBy(message => message.Received);
}

using System.Text.RegularExpressions;
using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>Whom an answer goes to.</summary>
/// <param name="To">Primary recipients.</param>
/// <param name="Cc">Recipients of copies.</param>
internal sealed partial record ReplyRecipients(IReadOnlyList<MailboxAddress> To, IReadOnlyList<MailboxAddress> Cc)
{
    /// <summary>Decides by the header of the message that is answered.</summary>
    /// <param name="kind">To whom the person answers.</param>
    /// <param name="headers">The header.</param>
    /// <param name="isOwn">Whether an address is one of the person's.</param>
    public static ReplyRecipients For(DraftKind kind, HeaderList headers, Func<string, bool> isOwn)
    {
        if (kind == DraftKind.ReplyToList && ListPost(headers) is { } list)
            return new ReplyRecipients([list], []);
        var authors = HeaderFields.Mailboxes(headers, "From");
        var answered = HeaderFields.Mailboxes(headers, "Reply-To") is { Count: > 0 } replyTo ? replyTo : authors;
        var to = HeaderFields.Mailboxes(headers, "To");
        // Who answers what they wrote themselves goes on talking to whom they wrote.
        var isOwnMessage = authors.Count > 0 && authors.All(author => isOwn(author.Address)) && to.Any(mailbox => !isOwn(mailbox.Address));
        if (kind == DraftKind.Reply)
            return new ReplyRecipients(isOwnMessage ? to : answered, []);
        // The draft of RFC 2822's time that mailing lists live by: where answers to all belong, instead of all fields.
        if (HeaderFields.Mailboxes(headers, "Mail-Followup-To") is { Count: > 0 } followUp)
            return WithoutOwn(followUp, [], answered, isOwn);
        return WithoutOwn(isOwnMessage ? to : [.. answered, .. to], HeaderFields.Mailboxes(headers, "Cc"), answered, isOwn);
    }

    /// <summary>Everybody once, in To if in both; the person's own addresses out, unless nobody else is left.</summary>
    private static ReplyRecipients WithoutOwn(List<MailboxAddress> to, List<MailboxAddress> cc, List<MailboxAddress> answered, Func<string, bool> isOwn)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool IsNew(MailboxAddress mailbox) => !isOwn(mailbox.Address) && seen.Add(mailbox.Address);
        List<MailboxAddress> others = [.. to.Where(IsNew)], copies = [.. cc.Where(IsNew)];
        return others.Count > 0 ? new ReplyRecipients(others, copies)
            : copies.Count > 0 ? new ReplyRecipients(copies, [])
            : new ReplyRecipients(answered, []);
    }

    /// <summary>RFC 2369 3.4: <c>&lt;mailto:list@example.org&gt;</c>, or NO for a list that nobody may write to.</summary>
    private static MailboxAddress? ListPost(HeaderList headers)
    {
        var match = Mailto().Match(HeaderFields.Line(headers, "List-Post"));
        return match.Success && MailboxAddress.TryParse(Uri.UnescapeDataString(match.Groups[1].Value), out var list) ? list : null;
    }

    [GeneratedRegex(@"<\s*mailto:([^>?\s]{1,320})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mailto();
}

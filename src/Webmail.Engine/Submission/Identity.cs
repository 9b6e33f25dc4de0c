using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission;

/// <summary>An address that a person writes from.</summary>
/// <param name="Name">The name shown beside it; empty if there is none.</param>
/// <param name="Address">The address.</param>
public sealed record Identity(string Name, string Address)
{
    /// <summary>Where answers go, one mailbox of RFC 5322 3.4; null: to the address.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The signature as cleaned HTML; empty: none.</summary>
    public string SignatureHtml { get; init; } = "";

    /// <summary>The signature of plain text, without the separator; empty: none.</summary>
    public string SignatureText { get; init; } = "";

    /// <summary>IMAP name of the mailbox for copies of what was sent; null: the account's mailbox for it.</summary>
    public string? SentMailbox { get; init; }

    /// <summary>The account's own address: its user name, which on a server without domains gets the server's.</summary>
    public static Identity Of(Account account) =>
        new("", account.UserName.Contains('@', StringComparison.Ordinal) ? account.UserName : $"{account.UserName}@{account.Imap.Host}");

    /// <summary>As the person set it up.</summary>
    public static Identity Of(IdentitySettings settings) => new(settings.Name, settings.Address)
    {
        ReplyTo = settings.ReplyTo,
        SignatureHtml = settings.SignatureHtml,
        // Who has written none of its own gets the text of the other one.
        SignatureText = settings.SignatureText.Length > 0 ? settings.SignatureText : KeptHtml.TextOf(settings.SignatureHtml),
        SentMailbox = settings.SentMailbox,
    };

    /// <summary>For a From field.</summary>
    public MailboxAddress ToMailbox() => new(Name.Length > 0 ? Name : null, Address);

    /// <summary>The From field in ASCII and on one line, for a server that writes it as it is.</summary>
    public string ToEncodedField()
    {
        var format = FormatOptions.Default.Clone();
        format.MaxLineLength = 998;
        return ToMailbox().ToString(format, true);
    }

    /// <summary>The From field as drafts have it.</summary>
    public string ToField() => HeaderFields.Text(ToMailbox());

    /// <summary>Whether it is that address, as it was written by somebody.</summary>
    public bool HasAddress(string address) => RecipientAddress.TryRead(address) is { } mailbox && Has(mailbox);

    /// <summary>Whether it is that address, in whatever case and whichever form of its domain.</summary>
    public bool Has(MailboxAddress mailbox) =>
        RecipientAddress.ForEnvelope(ToMailbox()).Equals(RecipientAddress.ForEnvelope(mailbox), StringComparison.OrdinalIgnoreCase);
}

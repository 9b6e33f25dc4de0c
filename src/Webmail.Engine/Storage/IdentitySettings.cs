namespace Webmail.Engine.Storage;

/// <summary>An address that a person writes from, as they set it up.</summary>
public sealed record IdentitySettings
{
    /// <summary>The name shown beside it; empty: none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>Where answers go, one mailbox of RFC 5322 3.4; <c>null</c>: to the address.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The signature as cleaned HTML; empty: none. Its pictures are <c>data:</c> addresses.</summary>
    public string SignatureHtml { get; init; } = "";

    /// <summary>The signature of plain text, without the separator; empty: none.</summary>
    public string SignatureText { get; init; } = "";

    /// <summary>IMAP name of the mailbox for copies of what was sent; <c>null</c>: the account's mailbox for it.</summary>
    public string? SentMailbox { get; init; }
}

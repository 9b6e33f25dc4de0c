namespace Webmail.Engine.Reading;

/// <summary>What addresses a message for good: a message never changes under it (RFC 9051 2.3.1.1).</summary>
/// <param name="Mailbox">The mailbox's name, decoded.</param>
/// <param name="UidValidity">Its UIDVALIDITY.</param>
/// <param name="Uid">The UID.</param>
/// <param name="Within">
/// Empty for that message itself. For one that is attached to it the section of the attachment, and so on for one attached to that:
/// <c>2</c>, <c>2/1.3</c>.
/// </param>
public readonly record struct MessageKey(string Mailbox, uint UidValidity, uint Uid, string Within = "")
{
    /// <summary>Messages within messages that are opened.</summary>
    private const int MaxDepth = 16;

    /// <summary>The key of a message that is attached to this one; null where it is too deep.</summary>
    /// <param name="section">The section of the part that is, or packs, the message.</param>
    public MessageKey? Attached(string section)
    {
        var within = Within.Length == 0 ? section : $"{Within}/{section}";
        return IsPath(within) ? this with { Within = within } : null;
    }

    /// <summary>The message that this one is attached to, and the section of it there; null for a message of the mailbox.</summary>
    public (MessageKey Outer, string Section)? AttachedTo
    {
        get
        {
            if (Within.Length == 0)
                return null;
            var at = Within.LastIndexOf('/');
            return (this with { Within = at < 0 ? "" : Within[..at] }, Within[(at + 1)..]);
        }
    }

    /// <summary>True for what can stand in <see cref="Within"/>.</summary>
    public static bool IsPath(string within) =>
        within.Length <= 500 && within.Split('/') is { Length: <= MaxDepth } sections
        && sections.All(static section => section.Split('.').All(static number => number.Length is > 0 and < 7 && number.All(char.IsAsciiDigit)));
}

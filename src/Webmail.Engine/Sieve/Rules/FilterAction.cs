using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>What a rule does with a message. A closed set.</summary>
public abstract record FilterAction
{
    private FilterAction()
    {
    }

    /// <summary>Files it (RFC 5228 4.1).</summary>
    /// <param name="Mailbox">The IMAP name.</param>
    /// <param name="Copy">Besides what else becomes of it (RFC 3894).</param>
    /// <param name="Create">Makes the mailbox if it is missing (RFC 5490).</param>
    /// <param name="SpecialUse">The mailbox of this use, such as <c>\Junk</c>, comes before the name (RFC 8579); null: only the name counts.</param>
    public sealed record FileInto(string Mailbox, bool Copy = false, bool Create = false, string? SpecialUse = null) : FilterAction;

    /// <summary>Changes flags and keywords (RFC 5232), such as <c>\Seen</c>, <c>\Flagged</c>, <c>$label1</c>. Counts for what is filed after it.</summary>
    public sealed record ChangeFlags(FlagChange Change, ImmutableArray<string> Flags) : FilterAction;

    /// <summary>Keeps it in the inbox (RFC 5228 4.3).</summary>
    public sealed record Keep : FilterAction;

    /// <summary>Throws it away; nobody can bring it back (RFC 5228 4.4).</summary>
    public sealed record Discard : FilterAction;

    /// <summary>Sends it on (RFC 5228 4.2).</summary>
    /// <param name="Address">Where to.</param>
    /// <param name="Copy">Besides what else becomes of it (RFC 3894).</param>
    public sealed record Redirect(string Address, bool Copy) : FilterAction;

    /// <summary>Refuses it with a reason for the sender (RFC 5429).</summary>
    /// <param name="Reason">The words.</param>
    /// <param name="AtProtocol">Refused in the protocol where possible (<c>ereject</c>), so that nobody else gets mail for a forged sender.</param>
    public sealed record Reject(string Reason, bool AtProtocol) : FilterAction;

    /// <summary>Rules after this one are not looked at (RFC 5228 3.3).</summary>
    public sealed record Stop : FilterAction;

    /// <summary>Tells somebody (RFC 5435).</summary>
    /// <param name="Method">A URI, such as <c>mailto:…</c>.</param>
    /// <param name="Message">The words; null: the server's.</param>
    public sealed record Notify(string Method, string? Message) : FilterAction;

    /// <summary>Answers it (RFC 5230).</summary>
    public sealed record Reply(VacationReply Vacation) : FilterAction;
}

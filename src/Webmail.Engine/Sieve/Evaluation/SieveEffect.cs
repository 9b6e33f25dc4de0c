using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>One thing that becomes of a message.</summary>
public abstract record SieveEffect
{
    private SieveEffect()
    {
    }

    /// <summary>It is in this mailbox, with these flags. Without any other word of the script this is INBOX (RFC 5228 2.10.2).</summary>
    public sealed record Stored(string Mailbox, ImmutableArray<string> Flags) : SieveEffect;

    /// <summary>It goes to this address.</summary>
    public sealed record Redirected(string Address) : SieveEffect;

    /// <summary>The sender gets it back with these words.</summary>
    public sealed record Rejected(string Reason) : SieveEffect;

    /// <summary>The sender may get these words; the server decides by who was answered lately.</summary>
    public sealed record Answered(string Text) : SieveEffect;

    /// <summary>Somebody is told.</summary>
    public sealed record Notified(string Method) : SieveEffect;
}

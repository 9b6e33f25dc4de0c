using System.Collections.Immutable;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;

namespace Webmail.Engine.Filtering;

/// <summary>What came of trying a rule on the mail of a mailbox. A closed set.</summary>
public abstract record RuleTrial
{
    private RuleTrial()
    {
    }

    /// <summary>The messages that it is for.</summary>
    /// <param name="Mailbox">IMAP name.</param>
    /// <param name="UidValidity">The UIDVALIDITY of <paramref name="Hits"/>.</param>
    /// <param name="Hits">The messages.</param>
    /// <param name="Looked">How many were looked at, those of <paramref name="Untold"/> among them.</param>
    /// <param name="Untold">Messages of which it can't be said, by reason; empty: of all it could.</param>
    public sealed record Done(string Mailbox, uint UidValidity, UidSet Hits, int Looked, ImmutableArray<UntoldMessages> Untold) : RuleTrial;

    /// <summary>The server did not let us look.</summary>
    public sealed record Failed(OperationOutcome.Refused Refusal) : RuleTrial;
}

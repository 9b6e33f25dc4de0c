using Webmail.Engine.Imap;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Sync;

/// <summary>Turns what the connection throws into a reason that a person can be told.</summary>
internal static class Refusals
{
    /// <summary>The refusal, or null for an exception that is none: a broken invariant.</summary>
    public static OperationOutcome.Refused? Of(Exception exception) => exception switch
    {
        ServerRefusedException refused => new OperationOutcome.Refused(Reason(refused.Code), refused.ServerText),
        MailboxGoneException => new OperationOutcome.Refused(RefusalReason.MailboxGone, ""),
        StaleMailboxException => new OperationOutcome.Refused(RefusalReason.MailboxRebuilt, ""),
        UnsafeServerException => new OperationOutcome.Refused(RefusalReason.Unsafe, ""),
        ConnectionLostException => new OperationOutcome.Refused(RefusalReason.Unclear, ""),
        MailServerUnavailableException => new OperationOutcome.Refused(RefusalReason.Unreachable, ""),
        _ => null,
    };

    private static RefusalReason Reason(string code) => code.ToUpperInvariant() switch
    {
        "OVERQUOTA" or "LIMIT" => RefusalReason.OverQuota,
        "TRYCREATE" or "NONEXISTENT" => RefusalReason.MailboxGone,
        "NOPERM" or "READ-ONLY" or "NOPRIVS" => RefusalReason.NotAllowed,
        "ALREADYEXISTS" => RefusalReason.AlreadyExists,
        "CANNOT" => RefusalReason.NameNotAllowed,
        _ => RefusalReason.Other,
    };
}

namespace Webmail.Engine.Mirror;

/// <summary>What to look at again. Carries no data, so a lost or merged note costs one more look and never correctness. A closed set.</summary>
public abstract record MailChange
{
    /// <summary>Rows, UIDs or previews of a mailbox.</summary>
    public sealed record MailboxChanged(string Mailbox) : MailChange;

    /// <summary>New messages came into a mailbox from outside.</summary>
    public sealed record MessagesArrived(string Mailbox, int Count) : MailChange;

    /// <summary>UIDVALIDITY of a mailbox changed: everything known of it was dropped.</summary>
    public sealed record MailboxRebuilt(string Mailbox) : MailChange;

    /// <summary>A mailbox that is open does not exist any more.</summary>
    public sealed record MailboxGone(string Mailbox) : MailChange;

    /// <summary>The tree or its counts, or the quota.</summary>
    public sealed record MailboxesChanged : MailChange;

    /// <summary>Live, polling or offline, or the number of waiting changes.</summary>
    public sealed record SyncStatusChanged : MailChange;

    /// <summary>An operation went on or ended.</summary>
    public sealed record OperationAdvanced(PendingOperation Pending) : MailChange;

    /// <summary>The server does not accept the credentials any more.</summary>
    public sealed record CredentialsRejected : MailChange;

    /// <summary>The session was ended: signed out in some tab.</summary>
    public sealed record SessionEnded : MailChange;
}

namespace Webmail.Engine.Mailboxes;

/// <summary>
/// How far a mailbox has come on the server. Two equal states of one UIDVALIDITY with a non-zero
/// HIGHESTMODSEQ hold the same messages with the same flags (RFC 7162).
/// </summary>
/// <param name="UidValidity">A new value means that every UID known before is void (RFC 9051 2.3.1.1).</param>
/// <param name="UidNext">The next message gets this UID or a larger one; 0 if the server did not say.</param>
/// <param name="HighestModSeq">0 where the server has no CONDSTORE.</param>
/// <param name="Count">How many messages the mailbox holds.</param>
public readonly record struct MailboxState(uint UidValidity, uint UidNext, ulong HighestModSeq, int Count);

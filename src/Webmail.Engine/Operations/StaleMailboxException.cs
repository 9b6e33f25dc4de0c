namespace Webmail.Engine.Operations;

/// <summary>The mailbox has a new UIDVALIDITY: the UIDs of the operation mean nothing any more (RFC 9051 2.3.1.1).</summary>
public sealed class StaleMailboxException() : Exception("UIDVALIDITY changed.");

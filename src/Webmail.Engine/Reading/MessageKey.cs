namespace Webmail.Engine.Reading;

/// <summary>What addresses a message for good: a message never changes under it (RFC 9051 2.3.1.1).</summary>
/// <param name="Mailbox">The mailbox's name, decoded.</param>
/// <param name="UidValidity">Its UIDVALIDITY.</param>
/// <param name="Uid">The UID.</param>
public readonly record struct MessageKey(string Mailbox, uint UidValidity, uint Uid);

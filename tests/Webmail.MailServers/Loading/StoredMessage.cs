namespace Webmail.MailServers.Loading;

/// <summary>A message as it is to lie in a mailbox.</summary>
/// <param name="Mailbox">IMAP name in Unicode.</param>
/// <param name="Received">INTERNALDATE.</param>
/// <param name="Flags">Flags and keywords, separated by spaces, such as <c>\Seen \Flagged $Forwarded</c>.</param>
/// <param name="Content">The message with CRLF line ends.</param>
public sealed record StoredMessage(string Mailbox, DateTimeOffset Received, string Flags, ReadOnlyMemory<byte> Content);

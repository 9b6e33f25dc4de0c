using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>A server nests what it says deeper than can be read. The connection is of no use any more.</summary>
internal sealed class TooDeepException() : ImapProtocolException("A response has too many levels of brackets.");

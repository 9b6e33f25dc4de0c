using MailKit.Net.Imap;

namespace Webmail.Engine.Sync;

/// <summary>What the server says of a message can't be read, and cost the connection.</summary>
/// <param name="uid">Which; null: nobody knows.</param>
/// <param name="fault">What MailKit said.</param>
internal sealed class UnreadableMessageException(uint? uid, ImapProtocolException fault) : ImapProtocolException("What the server says of a message can't be read", fault)
{
    /// <summary>Which; null: nobody knows.</summary>
    public uint? Uid => uid;
}

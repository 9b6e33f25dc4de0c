namespace Webmail.Engine.Storage;

/// <summary>What becomes of a request for a read receipt.</summary>
public enum ReceiptAnswer
{
    /// <summary>The person is asked, message by message.</summary>
    Ask,

    /// <summary>None is ever sent, and nobody is asked.</summary>
    Never,

    /// <summary>It is sent to those whom the person knows when the message is displayed; for all others, and where RFC 8098 2.1 forbids it, the person is asked.</summary>
    Contacts,

    /// <summary>It is sent when the message is displayed; where RFC 8098 2.1 forbids that, the person is asked.</summary>
    Always,
}

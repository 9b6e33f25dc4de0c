using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>Sorts what MailKit throws: the connection is lost, or the server refused a command and the connection is well.</summary>
internal static class Failures
{
    /// <summary>Whether the connection is of no use after this. A protocol error counts: nobody knows where in the stream we are.</summary>
    public static bool IsLostConnection(Exception exception) => exception
        is IOException
        or SocketException
        or TimeoutException
        or ImapProtocolException
        or ServiceNotConnectedException
        or ServiceNotAuthenticatedException
        or ObjectDisposedException { ObjectName: nameof(ImapClient) };

    public static ServerRefusedException Refused(ImapCommandException exception, ResponseTail? tail)
    {
        var refusal = tail?.LastRefusal() ?? Refusal.None;
        return new ServerRefusedException(refusal.Code, exception.ResponseText is { Length: > 0 } text ? text : refusal.Text, exception);
    }
}

using System.Net.Sockets;
using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>A connected and authenticated client with what belongs to it. Owns all of it.</summary>
internal sealed record SignedInClient(ImapClient Client, Socket Socket, ResponseTail Tail, ServerCapabilities Capabilities) : IDisposable
{
    /// <summary>
    /// Whether something unread lies in the socket, or its end: what an unused connection never has,
    /// unless the server spoke or hung up. Asks the kernel only.
    /// </summary>
    public bool HasSomethingUnread
    {
        get
        {
            try
            {
                return Socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}

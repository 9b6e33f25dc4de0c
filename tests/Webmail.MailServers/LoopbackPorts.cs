using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Webmail.MailServers;

/// <summary>Free ports on 127.0.0.1.</summary>
public static class LoopbackPorts
{
    // Below the ports that Linux gives to outgoing connections (32768 and up), so that a stopped server finds its port free again.
    private const int First = 20_000, Last = 32_000;

    private static readonly HashSet<int> Given = [];

    /// <summary>A port nothing listens on, and that this process was not given before.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            lock (Given)
            {
                if (IsFree(port) && Given.Add(port))
                    return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port))
            return false;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Webmail.MailServers.Processes;

/// <summary>Waits for a server's greeting.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="ServerStartException">The server ended, or did not greet in time.</exception>
    public static async Task GreetingAsync(string name, int port, ServerProcess process, Func<string> log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while (!await GreetsAsync(port, limit.Token))
        {
            if (process.HasExited)
                throw new ServerStartException($"{name} ended at once.\n{log()}");
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ServerStartException($"{name} did not answer on port {port} within {Limit.TotalSeconds} s.\n{log()}");
            }
        }
    }

    private static async Task<bool> GreetsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return await client.GetStream().ReadAsync(new byte[1], cancellationToken) == 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}

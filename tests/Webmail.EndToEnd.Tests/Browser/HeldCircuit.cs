using Microsoft.Playwright;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The road between a page and its circuit, which can be held up: what the page sends waits until it is let go.</summary>
public sealed class HeldCircuit
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _waiting = new();
    private bool _isHeld;

    /// <summary>Stands in the road of all sockets that the page opens from now on.</summary>
    public static async Task<HeldCircuit> OfAsync(IPage page)
    {
        var circuit = new HeldCircuit();
        await page.RouteWebSocketAsync("**/_blazor*", socket =>
        {
            var server = socket.ConnectToServer();
            socket.OnMessage(frame => circuit.Pass(() =>
            {
                if (frame.Binary is { } octets) server.Send(octets);
                else server.Send(frame.Text!);
            }));
        });
        return circuit;
    }

    /// <summary>From now on nothing reaches the circuit.</summary>
    public void Hold()
    {
        lock (_gate) _isHeld = true;
    }

    /// <summary>What waits goes on its way.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            _isHeld = false;
            while (_waiting.TryDequeue(out var send)) send();
        }
    }

    private void Pass(Action send)
    {
        lock (_gate)
        {
            if (_isHeld) _waiting.Enqueue(send);
            else send();
        }
    }
}

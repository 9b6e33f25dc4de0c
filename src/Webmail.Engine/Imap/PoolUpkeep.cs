namespace Webmail.Engine.Imap;

/// <summary>Closes connections that nobody needs, and keeps the others alive.</summary>
internal sealed class PoolUpkeep(ConnectionLane[] lanes, ImapOptions options, TimeProvider time, Action alsoEachTime)
{
    // Fine enough for minutes; a sleeping timer costs nothing.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                alsoEachTime();
                foreach (var lane in lanes)
                    await LookAfterAsync(lane, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The pool is closed.
        }
    }

    private async Task LookAfterAsync(ConnectionLane lane, CancellationToken cancellationToken)
    {
        var keepsOne = lane == lanes[(int)ConnectionRole.Interactive];
        while ((!keepsOne || lane.CountOpen() > 1)
               && lane.TryTakeIdle(connection => connection.Unneeded >= options.CloseIdleAfter, out var unneeded))
        {
            await UseAsync(lane, unneeded, connection => connection.LogOutAsync(cancellationToken));
        }

        while (lane.TryTakeIdle(connection => connection.Unused >= options.KeepAliveInterval, out var quiet))
            await UseAsync(lane, quiet, connection => connection.KeepAliveAsync(cancellationToken));
    }

    private static async Task UseAsync(ConnectionLane lane, ImapConnection connection, Func<ImapConnection, Task> use)
    {
        try
        {
            await use(connection);
        }
        finally
        {
            lane.Return(connection);
        }
    }
}

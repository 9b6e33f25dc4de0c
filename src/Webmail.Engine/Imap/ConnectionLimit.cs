namespace Webmail.Engine.Imap;

/// <summary>What the server lets an account have: after it refused a connection as one too many, no more are tried for a while.</summary>
internal sealed class ConnectionLimit(IReadOnlyList<ConnectionLane> lanes, TimeSpan pause, TimeProvider time)
{
    private long since;
    private bool limited;

    /// <summary>The server refused: the lane makes do with what is open, and tries <paramref name="least"/> all the same. Returns what is open.</summary>
    public int Reached(ConnectionLane lane, int least)
    {
        since = time.GetTimestamp();
        limited = true;
        var open = lane.CountOpen();
        lane.Limit(Math.Max(open, least));
        return open;
    }

    /// <summary>Allows the full number of connections again after the pause.</summary>
    public void Relax()
    {
        if (!limited || time.GetElapsedTime(since) < pause)
            return;

        limited = false;
        foreach (var lane in lanes)
            lane.Unlimit();
    }
}

using System.Collections.Concurrent;
using Webmail.Engine.Sieve;

namespace Webmail.Web.UI.Filters;

/// <summary>
/// What a page of filters was rendered from, for the circuit that brings it to life a moment later: the server is asked once, and the page
/// does not blink. One for the process; in memory, and for a minute only.
/// </summary>
internal sealed class FilterHandover(TimeProvider time)
{
    // A page whose circuit takes longer reads anew.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (StoredScript Script, long At)> waiting = new();

    /// <summary>Keeps what was read for the next circuit of a session.</summary>
    public void Put(string sessionId, StoredScript script)
    {
        foreach (var (session, left) in waiting)
        {
            if (IsOver(left.At))
                waiting.TryRemove(session, out _);
        }

        waiting[sessionId] = (script, time.GetTimestamp());
    }

    /// <summary>Takes it; null if there is none any more.</summary>
    public StoredScript? Take(string sessionId) => waiting.TryRemove(sessionId, out var left) && !IsOver(left.At) ? left.Script : null;

    private bool IsOver(long at) => time.GetElapsedTime(at) > Lifetime;
}

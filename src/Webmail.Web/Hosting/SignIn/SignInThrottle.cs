using System.Net;
using Webmail.Web.Hosting.Security;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>
/// Slows down who guesses passwords: 5 failures a minute for a user name, 20 for a network. An attempt counts as a failure from its
/// start until it turns out well, so a hundred at once are no way around. In memory; a restart forgets a minute.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    internal const int MostPerUserName = 5;
    internal const int MostPerNetwork = 20;
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Beyond this many keys the oldest are cleared away first: names are the guesser's choice, memory is ours.
    private const int ManyKeys = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> failures = [];

    /// <summary>Begins an attempt; with too many failures in the last minute says how long to wait.</summary>
    public bool TryBegin(string userName, IPAddress? address, out Attempt attempt, out TimeSpan wait)
    {
        var (name, network) = (NameKey(userName), NetworkKey(address));
        lock (gate)
        {
            var now = time.GetUtcNow();
            wait = Max(WaitFor(name, MostPerUserName, now), WaitFor(network, MostPerNetwork, now));
            attempt = new Attempt(name, network, now);
            if (wait > TimeSpan.Zero)
                return false;
            if (failures.Count > ManyKeys)
                ForgetOld(now);
            Add(name, now);
            Add(network, now);
            return true;
        }
    }

    /// <summary>The attempt was no guess: the password was right, or the server could not be asked.</summary>
    public void Forgive(Attempt attempt)
    {
        lock (gate)
        {
            Remove(attempt.NameKey, attempt.Begun);
            Remove(attempt.NetworkKey, attempt.Begun);
        }
    }

    private TimeSpan WaitFor(string key, int most, DateTimeOffset now)
    {
        if (!failures.TryGetValue(key, out var times))
            return TimeSpan.Zero;
        while (times.TryPeek(out var oldest) && now - oldest >= Window)
            times.Dequeue();
        if (times.Count == 0)
            failures.Remove(key);
        return times.Count < most ? TimeSpan.Zero : times.Peek() + Window - now;
    }

    private void Add(string key, DateTimeOffset now)
    {
        if (!failures.TryGetValue(key, out var times))
            failures[key] = times = new Queue<DateTimeOffset>();
        times.Enqueue(now);
    }

    private void Remove(string key, DateTimeOffset begun)
    {
        if (!failures.TryGetValue(key, out var times))
            return;
        var left = times.ToList();
        left.Remove(begun);
        if (left.Count == 0)
            failures.Remove(key);
        else
            failures[key] = new Queue<DateTimeOffset>(left);
    }

    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var key in failures.Keys.ToList())
            WaitFor(key, int.MaxValue, now);
    }

    // One spelling for a name, so that capitals and spaces are no way around either.
    private static string NameKey(string userName) => $"name {userName.Trim().ToUpperInvariant()}";

    private static string NetworkKey(IPAddress? address) => $"network {ClientNetwork.Of(address)}";

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>An attempt under way.</summary>
    internal readonly record struct Attempt(string NameKey, string NetworkKey, DateTimeOffset Begun);
}

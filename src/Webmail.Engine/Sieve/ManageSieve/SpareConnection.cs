namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>
/// A connection that was used and may soon be used again, so that a page that is opened, looked at and saved signs in once. It holds no script: what
/// is asked over it is asked of the server. Owns the connection. Safe to use from several threads.
/// </summary>
internal sealed class SpareConnection(TimeProvider time) : IAsyncDisposable
{
    // A page that was rendered asks again once it lives.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    // While somebody looks at their filters; less than routers remember a silent connection (RFC 5382 and many that don't keep to it).
    private static readonly TimeSpan KeptWhileHeld = TimeSpan.FromMinutes(4);

    private readonly Lock gate = new();
    private ManageSieveClient? spare;
    private ITimer? timer;
    private int holders;
    private bool isClosed;

    /// <summary>Keeps what is spare for longer until the return value is disposed.</summary>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref holders);
        return new Holding(() => Interlocked.Decrement(ref holders));
    }

    /// <summary>The connection, which is the caller's from now on; null: there is none. The server may have closed it.</summary>
    public ManageSieveClient? Take()
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
            return Interlocked.Exchange(ref spare, null);
        }
    }

    /// <summary>Takes over a connection on which nothing is under way.</summary>
    public async Task PutAsync(ManageSieveClient client)
    {
        lock (gate)
        {
            if (!isClosed && spare is null)
            {
                spare = client;
                timer = time.CreateTimer(_ => _ = EndAsync(Take()), null, Volatile.Read(ref holders) > 0 ? KeptWhileHeld : KeptFor, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        await EndAsync(client);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
            isClosed = true;
        await EndAsync(Take());
    }

    private static async Task EndAsync(ManageSieveClient? client)
    {
        if (client is null)
            return;
        await using (client)
            await client.LogOutAsync(CancellationToken.None);
    }

    private sealed class Holding(Action end) : IDisposable
    {
        private Action? end = end;

        public void Dispose() => Interlocked.Exchange(ref end, null)?.Invoke();
    }
}

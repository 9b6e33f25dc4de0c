using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Imap;

/// <summary>What all connections to one server share, whoever's they are: a breaker and a bulkhead for connecting. One for the whole program.</summary>
public sealed class ServerResilience(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ServerGate> gates = new();

    internal ServerGate GateOf(ServerEndpoint server) => gates.GetOrAdd(server.Key, _ => new ServerGate(time));
}

/// <summary>Connections to one server are opened through here.</summary>
#pragma warning disable CA1001 // Lives as long as the program, and its semaphore is never asked for a wait handle.
internal sealed class ServerGate
#pragma warning restore CA1001
{
    // Sign-ins are what a mail server spends most on (password hashes are made to be slow); Dovecot runs 100 login processes by default.
    private const int ConnectingAtOnce = 16;
    private readonly SemaphoreSlim places = new(ConnectingAtOnce);
    private readonly ResiliencePipeline<SignedInClient> breaker;

    public ServerGate(TimeProvider time)
    {
        breaker = new ResiliencePipelineBuilder<SignedInClient> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SignedInClient>
            {
                // Only a server that does not answer counts: anybody can mistype a password.
                ShouldHandle = new PredicateBuilder<SignedInClient>().Handle<SignInException>(e => e.Failure == SignInFailure.ServerUnreachable),
                FailureRatio = 0.8,
                // More than the attempts of two people, so that one hiccup does not shut out everybody.
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(15),
                // Short: a server that comes back should be found at once, and one connection for 3 s burdens nobody.
                BreakDuration = TimeSpan.FromSeconds(3),
            })
            .Build();
    }

    /// <summary>Opens a connection when there is a place and the server is not known to be away.</summary>
    /// <exception cref="SignInException">It did not succeed.</exception>
    public async Task<SignedInClient> OpenAsync(Func<CancellationToken, Task<SignedInClient>> open, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await breaker.ExecuteAsync(async token => await open(token), cancellationToken);
        }
        catch (BrokenCircuitException exception)
        {
            throw new SignInException(SignInFailure.ServerUnreachable, null, exception);
        }
        finally
        {
            places.Release();
        }
    }
}

using Polly;
using Polly.Retry;
using Polly.Timeout;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>Connects to the server of an account, and to the one that this sends us to if the administrator named it too.</summary>
internal sealed class ManageSieveConnector
{
    // RFC 5804 1.3: a referral may lead to another one.
    private const int MaxReferrals = 3;
    // RFC 5804 1.8.
    private const int DefaultPort = 4190;

    private readonly IReadOnlyCollection<ServerEndpoint> allowed;
    private readonly ResiliencePipeline<ManageSieveClient> connecting;
    private readonly ResiliencePipeline commands;

    /// <param name="allowed">All servers that are configured, for referrals.</param>
    /// <param name="times">How long is waited.</param>
    /// <param name="time">The clock.</param>
    public ManageSieveConnector(IReadOnlyCollection<ServerEndpoint> allowed, ManageSieveTimes times, TimeProvider time)
    {
        this.allowed = allowed;
        var pipeline = new ResiliencePipelineBuilder<ManageSieveClient> { TimeProvider = time }.AddTimeout(times.Connect);
        if (times.ConnectAttempts > 1)
        {
            pipeline.AddRetry(new RetryStrategyOptions<ManageSieveClient>
            {
                MaxRetryAttempts = times.ConnectAttempts - 1,
                Delay = times.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // Never again with credentials that were refused: each refusal counts towards a server's own brake.
                ShouldHandle = new PredicateBuilder<ManageSieveClient>().Handle<ManageSieveException>(exception => exception.Fault.Failure == ManageSieveFailure.ServerUnreachable),
            });
        }

        connecting = pipeline.Build();
        commands = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(times.Command).Build();
    }

    /// <exception cref="ManageSieveException">It did not succeed.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<ManageSieveClient> OpenAsync(ServerEndpoint server, ICredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            return await connecting.ExecuteAsync(async token => await FollowAsync(server, credentials, token), cancellationToken);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new ManageSieveException(ManageSieveFailure.ServerUnreachable, exception);
        }
    }

    private async Task<ManageSieveClient> FollowAsync(ServerEndpoint server, ICredentials credentials, CancellationToken cancellationToken)
    {
        for (var referrals = 0; ; referrals++)
        {
            try
            {
                return await SignInAsync(server, credentials, cancellationToken);
            }
            // A password goes only where the administrator lets it go.
            catch (ManageSieveException exception) when (referrals < MaxReferrals && exception.Referral is { } url && Find(url) is { } other && other != server)
            {
                server = other;
            }
        }
    }

    private async Task<ManageSieveClient> SignInAsync(ServerEndpoint server, ICredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            return await ManageSieveSignIn.OpenAsync(server, credentials, afterScram: false, commands, cancellationToken);
        }
        catch (ManageSieveException exception) when (exception.ScramWasRefused)
        {
            // ADR 6: the server may hold the password in a form that SCRAM cannot do with. Many hang up after a refusal, hence anew.
            return await ManageSieveSignIn.OpenAsync(server, credentials, afterScram: true, commands, cancellationToken);
        }
    }

    private ServerEndpoint? Find(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == "sieve"
            ? allowed.FirstOrDefault(server => server.Host.Equals(uri.Host, StringComparison.OrdinalIgnoreCase) && server.Port == (uri.Port > 0 ? uri.Port : DefaultPort)) : null;
}

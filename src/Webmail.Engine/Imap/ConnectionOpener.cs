using Polly;
using Polly.Retry;
using Polly.Timeout;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Imap;

/// <summary>Opens an account's connections: with a time-out for each attempt, the server's shared breaker and bulkhead around it, and a few attempts.</summary>
internal sealed class ConnectionOpener
{
    private readonly Account account;
    private readonly ImapOptions options;
    private readonly ServerGate gate;
    private readonly ResiliencePipeline attempt;
    private readonly ResiliencePipeline attempts;

    public ConnectionOpener(Account account, ImapOptions options, ServerResilience resilience, TimeProvider time)
    {
        this.account = account;
        this.options = options;
        gate = resilience.GateOf(account.Imap);
        attempt = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(options.ConnectTimeout).Build();
        attempts = Attempts(options, time);
    }

    /// <summary>Opens one connection. <paramref name="patient"/>: tries a few times.</summary>
    /// <exception cref="SignInException">It did not succeed.</exception>
    public async Task<SignedInClient> OpenAsync(ICredentials credentials, ConnectionRole role, bool patient, CancellationToken cancellationToken)
    {
        var pipeline = patient ? attempts : ResiliencePipeline.Empty;
        return await pipeline.ExecuteAsync(
            async token => await gate.OpenAsync(inner => OpenOnceAsync(credentials, role, inner), token), cancellationToken);
    }

    private async Task<SignedInClient> OpenOnceAsync(ICredentials credentials, ConnectionRole role, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt.ExecuteAsync(
                async token => await ImapSignIn.OpenAsync(account.Imap, credentials, options.SilenceOf(role), token), cancellationToken);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new SignInException(SignInFailure.ServerUnreachable, null, exception);
        }
    }

    private static ResiliencePipeline Attempts(ImapOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.ConnectAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.ConnectAttempts - 1,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // Never a second time with credentials or a certificate that were refused; and who waited for a time-out has waited enough.
                ShouldHandle = new PredicateBuilder().Handle<SignInException>(
                    e => e.Failure == SignInFailure.ServerUnreachable && e.InnerException is not TimeoutRejectedException),
            });
        }

        return builder.Build();
    }
}

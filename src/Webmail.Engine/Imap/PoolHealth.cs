using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Imap;

/// <summary>Knows how a pool stands with its server, and keeps trying while the server is away.</summary>
internal sealed partial class PoolHealth : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationToken stopped;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly Func<CancellationToken, Task> reach;
    private readonly ResiliencePipeline patient;
    private Task reconnecting = Task.CompletedTask;
    private bool resumed;
    private TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PoolHealth(ImapOptions options, TimeProvider time, ILogger logger, Func<CancellationToken, Task> reach)
    {
        stopped = closing.Token;
        this.logger = logger;
        this.time = time;
        this.reach = reach;
        patient = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                Delay = options.RetryDelay,
                MaxDelay = options.LongestRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    State is ConnectionState.Reconnecting && arguments.Outcome.Exception is not (null or OperationCanceledException)),
            })
            .Build();
    }

    public ConnectionState State { get; private set; } = new ConnectionState.Disconnected();

    public event EventHandler<ConnectionState>? Changed;

    /// <summary>The credentials worked in an earlier run of the program.</summary>
    public void Resume() => resumed = true;

    /// <summary>A connection was opened.</summary>
    public void SignedIn() => Become(new ConnectionState.Connected());

    /// <summary>The server answered on a connection opened before; that says nothing about credentials that were refused since.</summary>
    public void Answered()
    {
        if (State is not ConnectionState.CredentialsRejected)
            Become(new ConnectionState.Connected());
    }

    /// <summary>A connection could not be opened.</summary>
    public void Failed(SignInException exception, bool othersAreOpen)
    {
        // A first sign-in that fails is nobody's outage, and too many connections leave those that are open.
        if ((State is ConnectionState.Disconnected && !resumed) || (exception.Failure == SignInFailure.TooManyConnections && othersAreOpen))
            return;

        // Once for each outage: the same of every account every few seconds tells nobody more.
        LogFailure(logger, State is ConnectionState.Reconnecting ? LogLevel.Debug : LogLevel.Warning, exception.Failure);
        if (exception.Failure == SignInFailure.WrongCredentials)
            Become(new ConnectionState.CredentialsRejected());
        else if (State is ConnectionState.Connected or ConnectionState.Disconnected)
            Become(new ConnectionState.Reconnecting(time.GetUtcNow()));
    }

    /// <summary>Credentials that were refused are not sent a second time: that locks accounts.</summary>
    public void ThrowIfRejected()
    {
        if (State is ConnectionState.CredentialsRejected)
            throw new SignInException(SignInFailure.WrongCredentials);
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return State is ConnectionState.Connected ? Task.CompletedTask : connected.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reconnecting;
        Become(new ConnectionState.Disconnected());
        closing.Dispose();
    }

    private void Become(ConnectionState next)
    {
        lock (gate)
        {
            if (State.GetType() == next.GetType())
                return;

            State = next;
            if (next is ConnectionState.Connected)
                connected.TrySetResult();
            else if (connected.Task.IsCompleted)
                connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (next is ConnectionState.Reconnecting)
                reconnecting = ReconnectAfterAsync(reconnecting);
        }

        Changed?.Invoke(this, next);
    }

    /// <summary>The attempt that has just succeeded may still be on its way out.</summary>
    private async Task ReconnectAfterAsync(Task previous)
    {
        await Task.Yield();
        await previous;
        await ReconnectAsync();
    }

    private async Task ReconnectAsync()
    {
        try
        {
            await patient.ExecuteAsync(async token => await reach(token), stopped);
        }
        catch (OperationCanceledException)
        {
            // The pool is closed.
        }
        catch (Exception exception)
        {
            // Only reached when the state is another by now: the credentials are not accepted any more, or somebody else got through.
            LogReconnectingEnded(logger, exception.GetType().Name);
        }
    }

    [LoggerMessage(1202, LogLevel.Debug, "Reconnecting ended: {Kind}")]
    private static partial void LogReconnectingEnded(ILogger logger, string kind);

    [LoggerMessage(EventId = 1201, Message = "An IMAP connection could not be opened: {Failure}")]
    private static partial void LogFailure(ILogger logger, LogLevel level, SignInFailure failure);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Sync;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sync;

public sealed class SyncSchedulerTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _done = new();
    private readonly SemaphoreSlim _go = new(0);
    private readonly SyncScheduler _scheduler;
    private readonly Task _running;
    private readonly TaskCompletionSource _server = new();
    private Exception _failure = new ConnectionLostException(mayHaveRun: true);
    private int _failures;

    public SyncSchedulerTests()
    {
        _scheduler = new SyncScheduler((mailbox, _) => DoAsync(mailbox), _ => DoAsync("the tree"), token => _server.Task.WaitAsync(token), _clock, NullLogger.Instance);
        _running = _scheduler.RunAsync(_stop.Token);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hints_while_a_mailbox_is_being_synchronised_are_one_more_synchronisation()
    {
        _scheduler.Hint("INBOX");
        await Until.TrueAsync(() => _done.Count == 1, Now);
        for (var i = 0; i < 10; i++) _scheduler.Hint("INBOX");
        _scheduler.HintTree();
        _go.Release(3);
        await Until.TrueAsync(() => _done.Count == 3, Now);
        Assert.Equal(["INBOX", "INBOX", "the tree"], _done);
    }

    [Fact]
    public async Task A_synchronisation_whose_connection_was_lost_is_made_again_after_a_pause()
    {
        _failures = 1;
        _server.SetResult();
        _go.Release(9);
        _scheduler.HintTree();
        await Until.TrueAsync(() => _done.Count == 1, Now);
        _scheduler.Hint("INBOX");
        await Until.TrueAsync(() => _done.Count == 2, Now);
        Assert.Equal(["the tree", "INBOX"], _done);
        _clock.Advance(SyncScheduler.Pause);
        await Until.TrueAsync(() => _done.Count == 3, Now);
        Assert.Equal("the tree", _done.Last());
    }

    [Fact]
    public async Task What_was_to_be_synchronised_while_the_server_was_away_is_synchronised_when_it_is_back()
    {
        _failures = 1;
        _failure = new MailServerUnavailableException(new SignInException(SignInFailure.ServerUnreachable));
        _go.Release(9);
        _scheduler.Hint("INBOX");
        _scheduler.HintTree();
        await Until.TrueAsync(() => _done.Count == 2, Now);
        _clock.Advance(SyncScheduler.Pause);
        _scheduler.HintTree();
        await Until.TrueAsync(() => _done.Count == 3, Now);
        Assert.Equal(["INBOX", "the tree", "the tree"], _done);
        _server.SetResult();
        await Until.TrueAsync(() => _done.Count == 4, Now);
        Assert.Equal("INBOX", _done.Last());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _stop.Dispose();
        _go.Dispose();
    }

    private async Task DoAsync(string what)
    {
        _done.Enqueue(what);
        await _go.WaitAsync(_stop.Token);
        if (Interlocked.Decrement(ref _failures) >= 0) throw _failure;
    }
}

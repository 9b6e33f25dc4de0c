using Webmail.Engine.Reading;

namespace Webmail.Web.Hosting;

/// <summary>Readies the reader as soon as the program takes requests: the first message that somebody opens is as quick as the next.</summary>
internal sealed class ReaderPreparation(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        Rehearsal.Run();
    }
}

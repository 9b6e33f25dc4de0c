using System.Diagnostics;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Bounds of time that tell another order of growth, on a machine that may be busy with other things.</summary>
internal static class Timing
{
    /// <summary>How long some work takes at best: once, and up to twice more while that is longer than it may be.</summary>
    public static async Task<TimeSpan> BestAsync(TimeSpan bound, Func<Task> work)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 3 && best > bound; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            var time = Stopwatch.GetElapsedTime(started);
            best = time < best ? time : best;
        }
        return best;
    }

    /// <inheritdoc cref="BestAsync"/>
    public static async Task<TimeSpan> BestAsync(TimeSpan bound, Action work) => await BestAsync(bound, () =>
    {
        work();
        return Task.CompletedTask;
    });
}

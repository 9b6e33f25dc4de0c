using System.Diagnostics;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>Waits for what another thread is about to do.</summary>
internal static class Until
{
    /// <summary>Completes when <paramref name="reached"/> is so; fails the test after five seconds.</summary>
    public static async Task TrueAsync(Func<bool> reached, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!reached())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), "It did not happen within 5 s.");
            await Task.Delay(5, cancellationToken);
        }
    }
}

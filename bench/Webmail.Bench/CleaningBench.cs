using System.Diagnostics;
using Webmail.Engine.Reading;
using Webmail.MailServers.Loading;

namespace Webmail.Bench;

/// <summary>How long the reader's HTML takes to be made, from decoded text to what the frame shows. No server, no browser.</summary>
internal sealed class CleaningBench(int rounds, ResultTable table)
{
    private const int Characters = 200_000;

    /// <summary>Runs it on newsletters of 200 KB in each style, and on what is made to be slow.</summary>
    public void Run()
    {
        foreach (var kind in LargeNewsletter.Kinds)
            Measure($"newsletter of 200 KB, {kind}", LargeNewsletter.Make(kind, Characters), rounds, goal: 30);
        Measure("5 MB of nested tables: its text", string.Concat(Enumerable.Repeat("<table><tr><td>", 330_000)), 3, goal: 2_000);
        Measure("5 MB of style sheets: its text", "<style>" + string.Concat(Enumerable.Repeat("a b>c{color:red}", 320_000)) + "</style>x", 3, goal: 2_000);
        Measure("2 MB of open brackets in styles", string.Concat(Enumerable.Range(0, 20_000).Select(n => $"<p style=\"width:calc({n}px*((((((((((1)))))))))))\">x</p>")), 3, goal: 2_000);
    }

    private void Measure(string what, string html, int times, double goal)
    {
        var content = new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded);
        // What is compiled and read for the first time is not what a person waits for.
        for (var warm = 0; warm < Math.Min(times, 10); warm++)
            MessageRenderer.Render(content);
        var milliseconds = new List<double>();
        for (var round = 0; round < times; round++)
        {
            var started = Stopwatch.GetTimestamp();
            MessageRenderer.Render(content);
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        table.Add(what, milliseconds, goal);
    }
}

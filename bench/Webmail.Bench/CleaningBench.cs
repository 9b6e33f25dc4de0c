using System.Diagnostics;
using Webmail.Engine.Reading;
using Webmail.MailServers.Loading;

namespace Webmail.Bench;

/// <summary>How long the reader's HTML takes to be made, from decoded text to what the frame shows. No server, no browser.</summary>
internal sealed class CleaningBench(int rounds, ResultTable table)
{
    private const int Characters = 200_000;

    /// <summary>Newsletters of each style after which the runtime has compiled anew what they use most, with optimisations.</summary>
    private const int WarmingRounds = 60;

    /// <summary>Runs it on newsletters of 200 KB in each style, and on what is made to be slow.</summary>
    public void Run()
    {
        Rehearsal.Run();
        var letters = LargeNewsletter.Kinds.Select(static kind => (Kind: kind, Html: LargeNewsletter.Make(kind, Characters))).ToList();
        foreach (var (kind, html) in letters)
            Measure($"newsletter of 200 KB, {kind}, just started", html, rounds, goal: 30);
        for (var round = 0; round < WarmingRounds; round++)
            letters.ForEach(static letter => Clean(letter.Html));
        foreach (var (kind, html) in letters)
            Measure($"newsletter of 200 KB, {kind}", html, rounds, goal: 30);
        Measure("5 MB of nested tables: its text", string.Concat(Enumerable.Repeat("<table><tr><td>", 330_000)), 3, goal: 2_000);
        Measure("5 MB of style sheets: its text", "<style>" + string.Concat(Enumerable.Repeat("a b>c{color:red}", 320_000)) + "</style>x", 3, goal: 2_000);
        Measure("2 MB of open brackets in styles", string.Concat(Enumerable.Range(0, 20_000).Select(n => $"<p style=\"width:calc({n}px*((((((((((1)))))))))))\">x</p>")), 3, goal: 2_000);
    }

    private void Measure(string what, string html, int times, double goal) =>
        table.Add(what, [.. Enumerable.Range(0, times).Select(_ => Clean(html))], goal);

    private static double Clean(string html)
    {
        var content = new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded);
        var started = Stopwatch.GetTimestamp();
        MessageRenderer.Render(content);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}

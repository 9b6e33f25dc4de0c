using System.Diagnostics;
using System.Globalization;
using System.Text;
using Webmail.EndToEnd.Tests.Browser;

namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>
/// What each message of the corpus costs a process: its time on the clock, which others on the machine disturb, its processor time, which they
/// hardly do, and how far its working set rose above what it was before.
/// </summary>
/// <param name="processId">The process.</param>
internal sealed class OpeningCosts(int processId)
{
    private readonly List<(string Name, double Milliseconds, double Processor, double Megabytes)> _all = [];

    /// <summary>Measures one.</summary>
    /// <param name="name">The message.</param>
    /// <param name="open">Opens it, and says how many milliseconds that took.</param>
    public async Task MeasureAsync(string name, Func<Task<double>> open)
    {
        // proc(5): 5 sets the highest working set back to what it is now.
        await File.WriteAllTextAsync($"/proc/{processId}/clear_refs", "5");
        var (memory, processor) = (Kilobytes("VmHWM"), Processor());
        var milliseconds = await open();
        _all.Add((name, milliseconds, Processor() - processor, (Kilobytes("VmHWM") - memory) / 1024));
    }

    /// <summary>Writes the slowest and the largest into <c>artifacts/test</c>.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="title">What was measured.</param>
    public async Task WriteAsync(string file, string title)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{title}: {_all.Count} messages\n");
        Append(text, "median", _all.Select(one => one.Milliseconds), _all.Select(one => one.Processor), _all.Select(one => one.Megabytes), 0.5);
        Append(text, "95 of 100", _all.Select(one => one.Milliseconds), _all.Select(one => one.Processor), _all.Select(one => one.Megabytes), 0.95);
        Append(text, "the slowest", _all.OrderByDescending(one => one.Milliseconds));
        Append(text, "most of the processor", _all.OrderByDescending(one => one.Processor));
        Append(text, "most memory", _all.OrderByDescending(one => one.Megabytes));
        var folder = Directory.CreateDirectory(Path.Combine(WebmailProgram.RepositoryRoot, "artifacts", "test"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), text.Append('\n').ToString());
    }

    private static void Append(StringBuilder text, string title, IEnumerable<double> times, IEnumerable<double> processor, IEnumerable<double> memory, double share) =>
        Row(text, title, At(times, share), At(processor, share), At(memory, share));

    private static void Append(StringBuilder text, string title, IEnumerable<(string Name, double Milliseconds, double Processor, double Megabytes)> first)
    {
        text.Append(CultureInfo.InvariantCulture, $"{title}\n");
        foreach (var (name, milliseconds, processor, megabytes) in first.Take(10))
            Row(text, "  " + name, milliseconds, processor, megabytes);
    }

    private static void Row(StringBuilder text, string name, double milliseconds, double processor, double megabytes) =>
        text.Append(CultureInfo.InvariantCulture, $"{name,-60} {milliseconds,7:0} ms {processor,7:0} ms processor {megabytes,7:0.0} MB\n");

    private static double At(IEnumerable<double> values, double share) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[(int)((sorted.Count - 1) * share)] : 0;

    private double Kilobytes(string field) =>
        double.Parse(File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private double Processor()
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime.TotalMilliseconds;
    }
}

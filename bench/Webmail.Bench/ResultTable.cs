using System.Globalization;

namespace Webmail.Bench;

/// <summary>Medians and 95th percentiles beside their goals.</summary>
internal sealed class ResultTable(string title)
{
    private readonly List<(string What, string Median, string Percentile, string Goal)> _rows = [];

    /// <summary>Adds a row. Durations in milliseconds, sizes in KB.</summary>
    public void Add(string what, IReadOnlyCollection<double> values, double? goal)
    {
        if (values.Count == 0)
        {
            _rows.Add((what, "–", "–", goal is { } wanted ? $"{wanted:0}" : ""));
            return;
        }

        var sorted = values.Order().ToList();
        var median = sorted[sorted.Count / 2];
        var percentile = sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(sorted.Count * 0.95) - 1)];
        _rows.Add((what, Number(median), Number(percentile), goal is { } limit ? $"under {limit:0}{(median < limit ? "" : "  missed")}" : ""));
    }

    /// <summary>A measurement that broke off, and why.</summary>
    public void AddFailure(string what, string why) => _rows.Add((what, "failed", "", why.Split('\n')[0]));

    /// <summary>Prints it as plain text.</summary>
    public void Print(TextWriter output)
    {
        var width = _rows.Max(row => row.What.Length);
        output.WriteLine();
        output.WriteLine(title);
        output.WriteLine($"{"".PadRight(width)}  {"median",8}  {"p95",8}  goal");
        foreach (var row in _rows)
            output.WriteLine($"{row.What.PadRight(width)}  {row.Median,8}  {row.Percentile,8}  {row.Goal}");
    }

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}

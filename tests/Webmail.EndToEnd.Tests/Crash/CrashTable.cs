using System.Globalization;
using System.Text;

namespace Webmail.EndToEnd.Tests.Crash;

/// <summary>What came of the kills, by step.</summary>
internal sealed class CrashTable
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, Dictionary<string, int>> _rows = [];

    public void Add(string step, string outcome)
    {
        if (!_rows.TryGetValue(step, out var row))
        {
            _order.Add(step);
            _rows[step] = row = [];
        }

        row[outcome] = row.GetValueOrDefault(outcome) + 1;
    }

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{"killed at",-44} {"kills",5}  what came of it");
        foreach (var step in _order)
            text.AppendLine(CultureInfo.InvariantCulture, $"{step,-44} {_rows[step].Values.Sum(),5}  {string.Join(", ", _rows[step].OrderByDescending(one => one.Value).Select(one => $"{one.Value} {one.Key}"))}");
        return text.AppendLine(CultureInfo.InvariantCulture, $"{"all",-44} {_rows.Values.Sum(row => row.Values.Sum()),5}").ToString();
    }
}

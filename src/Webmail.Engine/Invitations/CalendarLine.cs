using System.Collections.Immutable;
using System.Text;

namespace Webmail.Engine.Invitations;

/// <summary>One content line of a calendar (RFC 5545 3.1), read leniently and written strictly.</summary>
/// <param name="Name">The property, in capitals.</param>
/// <param name="Parameters">Its parameters, names in capitals, values without quotes.</param>
/// <param name="Value">The value as it stands, without control characters.</param>
internal sealed record CalendarLine(string Name, ImmutableArray<(string Name, string Value)> Parameters, string Value)
{
    /// <summary>The value of a parameter; null if there is none.</summary>
    public string? this[string parameter] => Parameters.FirstOrDefault(one => one.Name == parameter).Value;

    /// <summary>Reads an unfolded line; null if it is none.</summary>
    public static CalendarLine? Parse(string line)
    {
        var at = NameEnd(line, 0);
        if (at == 0 || at == line.Length || line[at] is not (':' or ';'))
            return null;
        var name = line[..at].ToUpperInvariant();
        var parameters = ImmutableArray.CreateBuilder<(string, string)>();
        while (line[at] == ';')
        {
            var from = at + 1;
            at = NameEnd(line, from);
            if (at == from || at == line.Length || line[at] != '=')
                return null;
            var parameter = line[from..at].ToUpperInvariant();
            at = ValueEnd(line, at + 1, out var value);
            if (at == line.Length)
                return null;
            parameters.Add((parameter, value));
        }

        return line[at] == ':' ? new CalendarLine(name, parameters.ToImmutable(), Clean(line.AsSpan(at + 1))) : null;
    }

    /// <summary>As the library reads it: not folded, each value in quotes that needs them.</summary>
    public override string ToString()
    {
        var line = new StringBuilder(Name);
        foreach (var (name, value) in Parameters)
            line.Append(';').Append(name).Append('=').Append(value.AsSpan().ContainsAny(",;:") ? $"\"{value}\"" : value);
        return line.Append(':').Append(Value).ToString();
    }

    private static int NameEnd(string line, int at)
    {
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] is '-' or '_'))
            at++;
        return at;
    }

    /// <summary>Reads the value, or the list of values, of a parameter; ends at what ends it, or at the end of the line.</summary>
    private static int ValueEnd(string line, int at, out string value)
    {
        var text = new StringBuilder();
        var isQuoted = false;
        for (; at < line.Length && (isQuoted || line[at] is not (';' or ':')); at++)
        {
            if (line[at] == '"')
                isQuoted = !isQuoted;
            else
                text.Append(line[at]);
        }

        value = Clean(text.ToString());
        return at;
    }

    private static string Clean(ReadOnlySpan<char> text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(char.IsControl(c) ? ' ' : c);
        return clean.ToString();
    }
}

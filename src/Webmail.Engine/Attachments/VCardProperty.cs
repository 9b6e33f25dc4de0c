using System.Collections.Immutable;
using System.Text;
using MimeKit.Encodings;

namespace Webmail.Engine.Attachments;

/// <summary>One property of a vCard (RFC 6350 3.3).</summary>
/// <param name="Name">In capitals, without its group.</param>
/// <param name="Parameters">In capitals, as they stand: <c>TYPE=HOME</c>, in version 2.1 <c>HOME</c>.</param>
/// <param name="Value">As it stands, its transfer encoding undone.</param>
internal sealed record VCardProperty(string Name, string Parameters, string Value)
{
    /// <summary>Characters: a photograph is longer, and not shown.</summary>
    private const int MaxValue = 10_000;

    /// <summary>The value as text.</summary>
    public string Text => Unescape(Value).Trim();

    /// <summary>The value's components.</summary>
    public ImmutableArray<string> Parts => [.. SplitUnescaped(Value, ';').Select(static part => Unescape(part).Trim())];

    /// <summary>What its types say.</summary>
    public ContactUse Uses =>
        Parameters.Contains("CELL", StringComparison.Ordinal) || Parameters.Contains("MOBILE", StringComparison.Ordinal) ? ContactUse.Mobile
        : Parameters.Contains("FAX", StringComparison.Ordinal) ? ContactUse.Fax
        : Parameters.Contains("WORK", StringComparison.Ordinal) ? ContactUse.Work
        : Parameters.Contains("HOME", StringComparison.Ordinal) ? ContactUse.Home
        : ContactUse.Any;

    /// <summary>Reads properties, folded lines put together; what is none is passed over.</summary>
    public static IEnumerable<VCardProperty> ReadAll(string text)
    {
        foreach (var line in Unfold(text))
        {
            var colon = Colon(line);
            if (colon < 0 || line.Length - colon > MaxValue)
                continue;
            var head = line[..colon].Split(';', 2);
            var name = head[0][(head[0].LastIndexOf('.') + 1)..].Trim().ToUpperInvariant();
            var parameters = head.Length > 1 ? head[1].ToUpperInvariant() : "";
            var value = line[(colon + 1)..];
            yield return new VCardProperty(name, parameters, parameters.Contains("QUOTED-PRINTABLE", StringComparison.Ordinal) ? DecodeQuoted(value, Charset(parameters)) : value);
        }
    }

    private static IEnumerable<string> Unfold(string text)
    {
        var current = new StringBuilder();
        foreach (var line in text.Split('\n').Select(static line => line.TrimEnd('\r')))
        {
            // Version 2.1 folds quoted-printable by its own sign.
            var goesOn = current.Length > 0 && current[^1] == '=' && current.ToString().Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase);
            if (goesOn)
                current.Length--;
            else if (line.Length == 0 || line[0] is not (' ' or '\t'))
            {
                if (current.Length > 0)
                    yield return current.ToString();
                current.Clear();
            }
            current.Append(goesOn || current.Length == 0 ? line : line[1..]);
        }
        if (current.Length > 0)
            yield return current.ToString();
    }

    /// <summary>The first colon outside of quotation marks.</summary>
    private static int Colon(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ':' && !quoted)
                return i;
        }
        return -1;
    }

    /// <summary>Version 2.1 names a character set for each property; it counts for what is encoded, since the rest was read with the file.</summary>
    private static string? Charset(string parameters) =>
        parameters.Split(';').FirstOrDefault(static parameter => parameter.StartsWith("CHARSET=", StringComparison.Ordinal))?["CHARSET=".Length..];

    private static string DecodeQuoted(string value, string? charset)
    {
        var octets = Encoding.Latin1.GetBytes(value);
        var decoder = new QuotedPrintableDecoder();
        var decoded = new byte[decoder.EstimateOutputLength(octets.Length)];
        return Reading.TextDecoder.Decode(decoded.AsSpan(0, decoder.Decode(octets, 0, octets.Length, decoded)), Reading.CharsetNames.Find(charset), isHtml: false, cut: false);
    }

    private static List<string> SplitUnescaped(string value, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
                i++;
            else if (value[i] == separator)
            {
                parts.Add(value[start..i]);
                start = i + 1;
            }
        }
        parts.Add(value[start..]);
        return parts;
    }

    /// <summary>RFC 6350 3.4.</summary>
    private static string Unescape(string value)
    {
        if (!value.Contains('\\'))
            return value;
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
                text.Append(value[i]);
            else
                text.Append(value[++i] is 'n' or 'N' ? '\n' : value[i]);
        }
        return text.ToString();
    }
}

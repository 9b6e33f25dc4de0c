using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>The name of a rule in our comments: a JSON string (RFC 8259 7), in which octets that are no UTF-8 stay as they are (<see cref="SieveText"/>).</summary>
internal static class QuotedName
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The string for a name.</summary>
    public static string Write(string name)
    {
        var written = new StringBuilder("\"");
        foreach (var (run, octet) in Runs(name))
            written.Append(JsonSerializer.Serialize(run, Relaxed)[1..^1]).Append(octet);
        return written.Append('"').ToString();
    }

    /// <summary>The name in a string.</summary>
    /// <param name="quoted">What begins and ends with a quote.</param>
    /// <param name="name">The name; empty if it is none.</param>
    public static bool TryRead(string quoted, out string name)
    {
        name = "";
        if (quoted.Length < 2)
            return false;
        var read = new StringBuilder();
        try
        {
            foreach (var (run, octet) in Runs(quoted[1..^1]))
                read.Append(JsonSerializer.Deserialize<string>($"\"{run}\"")).Append(octet);
        }
        catch (JsonException)
        {
            return false;
        }

        name = read.ToString();
        return true;
    }

    /// <summary>Pieces of text, each with the octet behind it.</summary>
    private static IEnumerable<(string Run, string Octet)> Runs(string text)
    {
        var begin = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !SieveText.IsEscaped(text, i))
                continue;
            yield return (text[begin..i], i < text.Length ? text[i..(i + 1)] : "");
            begin = i + 1;
        }
    }
}

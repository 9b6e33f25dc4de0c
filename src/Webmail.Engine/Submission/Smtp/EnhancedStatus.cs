using System.Text.RegularExpressions;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>Takes the enhanced status code (RFC 3463, RFC 2034 4: at the start of each line) out of what a server said.</summary>
internal static partial class EnhancedStatus
{
    // A server's word is shown to a person: a paragraph of it is enough.
    private const int MaxText = 500;

    /// <summary>The code, null if there is none, and the words without it in one line.</summary>
    public static (string? Code, string Text) Split(string response)
    {
        var lines = response.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var code = lines.Select(line => Code().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        var text = string.Join(' ', lines.Select(line => Code().Replace(line, "")));
        return (code, text.Length > MaxText ? text[..MaxText] : text);
    }

    [GeneratedRegex(@"^([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:\s+|\z)")]
    private static partial Regex Code();
}

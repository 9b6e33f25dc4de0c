namespace Webmail.Engine.Imap;

/// <summary>What a server said when it refused: a tagged NO or BAD, or BYE.</summary>
/// <param name="Code">The response code in capitals (RFC 5530, RFC 9051 7.1), without its arguments; empty: none.</param>
/// <param name="Text">The words after it. Not for the log.</param>
internal sealed record Refusal(string Code, string Text)
{
    public static Refusal None { get; } = new("", "");

    /// <summary>Takes apart what stands after NO, BAD or BYE.</summary>
    public static Refusal Parse(string text)
    {
        var end = text.IndexOf(']', StringComparison.Ordinal);
        if (!text.StartsWith('[') || end < 0)
            return new Refusal("", text.Trim());

        var code = text[1..end].Split(' ')[0].ToUpperInvariant();
        return new Refusal(code, text[(end + 1)..].Trim());
    }
}

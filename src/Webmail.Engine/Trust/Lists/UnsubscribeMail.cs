namespace Webmail.Engine.Trust.Lists;

/// <summary>The message that ends a subscription, as a list asks for it (RFC 2369 3.2, RFC 6068).</summary>
/// <param name="Address">Where it goes. Not checked: it is what a stranger wrote.</param>
/// <param name="Subject">Its subject, on one line; empty if the list wants none.</param>
/// <param name="Text">Its text; empty if the list wants none.</param>
public sealed record UnsubscribeMail(string Address, string Subject, string Text)
{
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(",;<> \r\n\0");

    private const int LongestSubject = 500;

    private const int LongestText = 4_000;

    /// <summary>Reads an address of mailto:. Null if it is none, or names nobody or several.</summary>
    internal static UnsubscribeMail? Read(string link)
    {
        if (!link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = link["mailto:".Length..].Split('?', 2);
        var address = Uri.UnescapeDataString(parts[0]).Trim();
        // Not one to copy to as well, and no field of its own: a list gets one message, and what it needs to know.
        if (address.Count(static c => c == '@') != 1 || address.AsSpan().ContainsAny(Forbidden))
            return null;
        var (subject, text) = ("", "");
        foreach (var field in parts.Length > 1 ? parts[1].Split('&') : [])
        {
            var pair = field.Split('=', 2);
            var value = pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "";
            if (pair[0].Equals("subject", StringComparison.OrdinalIgnoreCase))
                subject = OneLine(value);
            else if (pair[0].Equals("body", StringComparison.OrdinalIgnoreCase))
                text = Cut(value.ReplaceLineEndings("\n"), LongestText);
        }

        return new UnsubscribeMail(address, subject, text);
    }

    private static string OneLine(string text) => Cut(string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c)).Trim(), LongestSubject);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}

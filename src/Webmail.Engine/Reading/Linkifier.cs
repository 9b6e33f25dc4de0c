using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Webmail.Engine.Reading;

/// <summary>Writes text as HTML, with its addresses as links. Everything is encoded, the address and the text of a link apart.</summary>
internal static class Linkifier
{
    /// <summary>Leaves letters of all scripts readable; encodes what HTML reads, quotes among them.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Without backtracking, so that its time grows with the text's length alone.</summary>
    private static readonly Regex Candidates = new(
        @"\b(?:https?://|www\.)[^\s<>""\p{C}]+|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Appends <paramref name="text"/>.</summary>
    public static void Append(StringBuilder target, string text)
    {
        var written = 0;
        if (text.AsSpan().ContainsAny('@', ':') || text.Contains("www.", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var match in Candidates.EnumerateMatches(text))
            {
                var length = TrimEnd(text.AsSpan(match.Index, match.Length));
                var shown = text.Substring(match.Index, length);
                if (Target(shown) is not { } href)
                    continue;
                target.Append(Encode(text.AsSpan(written, match.Index - written)));
                target.Append("<a href=\"").Append(Encoder.Encode(href)).Append("\" target=\"_blank\" rel=\"noopener noreferrer\">")
                    .Append(Encode(shown)).Append("</a>");
                written = match.Index + length;
            }
        }
        target.Append(Encode(text.AsSpan(written)));
    }

    private static string Encode(ReadOnlySpan<char> text) => Encoder.Encode(text.ToString());

    private static string? Target(string shown) =>
        SafeLink.Normalise(
            shown.Contains("://", StringComparison.Ordinal) ? shown
            : shown.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? "http://" + shown
            : "mailto:" + shown);

    /// <summary>Punctuation after an address belongs to the sentence; so does a bracket that it did not open.</summary>
    private static int TrimEnd(ReadOnlySpan<char> address)
    {
        var length = address.Length;
        while (length > 0)
        {
            var last = address[length - 1];
            var open = last switch { ')' => '(', ']' => '[', '}' => '{', _ => '\0' };
            if (last is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or '_' or '“' or '”' or '’' or '»' or '…'
                || (open != '\0' && address[..length].Count(last) > address[..length].Count(open)))
                length--;
            else
                break;
        }
        return length;
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Reading;

/// <summary>Finds addresses in text, and writes text as HTML with them as links. Everything is encoded, the address and the text of a link apart.</summary>
internal static class Linkifier
{
    /// <summary>Leaves letters of all scripts readable; encodes what HTML reads, quotes among them.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Without backtracking, so that its time grows with the text's length alone.</summary>
    private static readonly Regex Candidates = new(
        @"\b(?:https?://|www\.)[^\s<>""\p{C}]+|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Appends <paramref name="text"/>.</summary>
    /// <param name="target">Where it is written.</param>
    /// <param name="text">The text.</param>
    /// <param name="marked">Takes in the links that may be taken for others, and says whether addresses keep what tells who followed them; what is shown keeps it anyway.</param>
    public static void Append(StringBuilder target, string text, MarkedLinks? marked = null)
    {
        var written = 0;
        foreach (var (start, shown, href) in Find(text))
        {
            target.Append(Encode(text.AsSpan(written, start - written)));
            AppendLink(target, href, shown, marked);
            written = start + shown.Length;
        }
        target.Append(Encode(text.AsSpan(written)));
    }

    /// <summary>The addresses in a text: where each begins, how it is written there, and where it leads.</summary>
    public static IReadOnlyList<(int Start, string Shown, string Href)> Find(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal) && !text.Contains("www.", StringComparison.OrdinalIgnoreCase))
            return [];
        List<(int, string, string)> found = [];
        foreach (var match in Candidates.EnumerateMatches(text))
        {
            var shown = text.Substring(match.Index, TrimEnd(text.AsSpan(match.Index, match.Length)));
            if (Target(shown) is { } href)
                found.Add((match.Index, shown, href));
        }
        return found;
    }

    private static void AppendLink(StringBuilder target, string written, string shown, MarkedLinks? marked)
    {
        var href = marked is { KeepsTracking: true } ? written : TrackingParameters.Strip(written);
        // The text is the address; only letters that imitate others, and numbers, need a word.
        if (LinkTarget.Of(href, shown) is not { Warning: { } host } lies)
        {
            target.Append("<a href=\"").Append(Encoder.Encode(href)).Append("\" target=\"_blank\" rel=\"noopener noreferrer\">").Append(Encode(shown)).Append("</a>");
            return;
        }
        target.Append("<a href=\"").Append(Encoder.Encode(marked?.Add(written, lies) ?? href)).Append("\" target=\"_blank\" rel=\"noopener noreferrer\" title=\"").Append(Encoder.Encode(lies.Title)).Append("\">")
            .Append(Encode(shown)).Append("<span class=\"").Append(LinkLook.MarkClass).Append("\" style=\"").Append(LinkLook.MarkStyle).Append("\">").Append(Encode(host)).Append("</span></a>");
    }

    /// <summary>HTML reads the numbers of the C1 controls as characters of Windows-1252 (WHATWG HTML 13.2.5.80): U+0085 would become an ellipsis.</summary>
    private static string Encode(ReadOnlySpan<char> text) => Encoder.Encode(
        text.ContainsAnyInRange('\u0080', '\u009F') ? string.Concat(text.ToArray().Select(static c => c is >= '\u0080' and <= '\u009F' ? '\uFFFD' : c)) : text.ToString());

    private static string? Target(string shown) =>
        SafeLink.Normalise(
            shown.Contains("://", StringComparison.Ordinal) ? shown
            : shown.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? "http://" + shown
            // Of "www.__" the trimming leaves "www".
            : shown.Contains('@', StringComparison.Ordinal) ? "mailto:" + shown : null);

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

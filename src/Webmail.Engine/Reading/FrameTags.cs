using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading;

/// <summary>
/// Keeps frames out of a document of ours, whatever was cleaned before. Chromium connects to the host of a frame ahead, before it asks the policy, which then
/// refuses the request: a server that has a name for each recipient would know who read it (docs/walls.md). No header stops that and lets links be followed.
/// </summary>
public static partial class FrameTags
{
    /// <summary>
    /// The HTML with the tags that open a frame as text. It knows nothing of HTML but how a tag begins, so nothing can confuse it: a tokenizer makes such an element
    /// of these letters only (HTML Standard 13.2.5.6). Cleaned HTML has none and stays as it is; in the value of an attribute both spellings mean the same.
    /// </summary>
    public static string Disarm(string html) => Opening().Replace(html, "&lt;");

    [GeneratedRegex("<(?=i?frame|fencedframe|portal|object|embed)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();
}

using System.Text;
using MimeKit.Text;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>The text of HTML as Pigeonhole's <c>body :text</c> (RFC 5173 5.3) sees it: a blank for each tag, characters for references, no scripts and styles.</summary>
internal static class HtmlWords
{
    /// <summary>The text.</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder(html.Length);
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        var hidden = HtmlTagId.Unknown;
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag:
                    if (tag is { Id: HtmlTagId.Script or HtmlTagId.Style, IsEmptyElement: false })
                        hidden = tag.IsEndTag ? HtmlTagId.Unknown : tag.Id;
                    if (text.Length > 0 && !char.IsWhiteSpace(text[^1]))
                        text.Append(' ');
                    break;
                case HtmlDataToken data when hidden == HtmlTagId.Unknown:
                    text.Append(data.Data);
                    break;
            }
        }

        return text.ToString();
    }
}

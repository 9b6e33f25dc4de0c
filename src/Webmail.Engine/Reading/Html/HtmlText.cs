using System.Text;
using MimeKit.Text;

namespace Webmail.Engine.Reading.Html;

/// <summary>The text of HTML, read token by token: no tree, so its time and memory grow with the length alone.</summary>
internal static class HtmlText
{
    /// <summary>The text, with line breaks where blocks end, at most <paramref name="limit"/> characters.</summary>
    public static string Of(string html, int limit)
    {
        var text = new StringBuilder();
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        HtmlTagId hidden = HtmlTagId.Unknown;
        while (text.Length < limit && tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag when hidden != HtmlTagId.Unknown:
                    if (tag.IsEndTag && tag.Id == hidden)
                        hidden = HtmlTagId.Unknown;
                    break;
                case HtmlTagToken { Id: HtmlTagId.Head or HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title or HtmlTagId.Object or HtmlTagId.TextArea, IsEndTag: false, IsEmptyElement: false } tag:
                    hidden = tag.Id;
                    break;
                case HtmlTagToken { Id: HtmlTagId.Body }:
                    hidden = HtmlTagId.Unknown;
                    break;
                case HtmlTagToken { Id: HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.HR or HtmlTagId.Table or HtmlTagId.BlockQuote or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 }:
                    if (text.Length > 0 && text[^1] != '\n')
                        text.Append('\n');
                    break;
                case HtmlTagToken { Id: HtmlTagId.TD or HtmlTagId.TH }:
                    if (text.Length > 0 && text[^1] is not (' ' or '\n'))
                        text.Append(' ');
                    break;
                case HtmlDataToken data when hidden == HtmlTagId.Unknown && data is not (HtmlScriptDataToken or HtmlCDataToken):
                    AppendCollapsed(text, data.Data, limit);
                    break;
            }
        }
        return text.ToString().Trim();
    }

    private static void AppendCollapsed(StringBuilder text, string data, int limit)
    {
        foreach (var c in data)
        {
            if (text.Length >= limit)
                return;
            if (!char.IsWhiteSpace(c))
                text.Append(c);
            else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
                text.Append(' ');
        }
    }
}

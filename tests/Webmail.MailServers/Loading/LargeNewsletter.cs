using System.Globalization;
using System.Text;

namespace Webmail.MailServers.Loading;

/// <summary>Invented newsletters of a given size in the styles that senders' programs write: the same each time.</summary>
public static class LargeNewsletter
{
    /// <summary>The styles: tables with a style attribute on each cell, classes with media queries, a word processor's paragraphs.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["tables", "classes", "word"];

    private static readonly string[] Texts =
    [
        "Solange der Boden offen ist, lassen sich Funkien, Taglilien und Herbstanemonen gut teilen.",
        "The parts that were missing have arrived, and the bill went out this morning.",
        "Quatre gestes suffisent, et une plante fatiguée en donne trois vigoureuses.",
        "Only this week: free delivery for orders of more than 40 €, also of bulky goods.",
    ];

    /// <summary>Makes one.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="characters">How long it is at least.</param>
    public static string Make(string kind, int characters)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>Newsletter</title><style type=\"text/css\">");
        html.Append("body,table,td{font-family:Arial,Helvetica,sans-serif} a{color:#1155cc} #outlook a{padding:0} .ExternalClass{width:100%} img{border:0}");
        for (var i = 0; i < 60; i++)
            html.Append(CultureInfo.InvariantCulture, $".c{i}{{color:#{i * 3:x2}{90 + i:x2}40;padding:{i % 20}px {i % 7}px;font-size:{12 + i % 9}px;line-height:{18 + i % 9}px}}\n");
        html.Append("@media only screen and (max-width:620px){.w{width:100%!important} .h{display:none!important} td.p{padding:12px!important} .b a{display:block!important}}</style></head>");
        html.Append("<body bgcolor=\"#f2f2f2\" style=\"margin:0;padding:0;background-color:#f2f2f2\"><table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td align=\"center\">");
        for (var item = 0; html.Length < characters; item++)
        {
            var text = Texts[item % Texts.Length];
            switch (kind)
            {
                case "classes":
                    html.Append(CultureInfo.InvariantCulture, $"<div class=\"w c{item % 60}\"><h2 class=\"c{item % 13}\">Angebot {item}</h2><p class=\"c{item % 29}\">{text} <a class=\"b\" href=\"https://shop.example/p/{item}?utm_source=mail&amp;utm_campaign=w48\">Mehr</a></p><img class=\"w\" src=\"https://img.example/{item}.jpg\" width=\"280\" height=\"140\" alt=\"Bild {item}\"></div>\n");
                    break;
                case "word":
                    html.Append(CultureInfo.InvariantCulture, $"<p class=\"MsoNormal\" style=\"margin:0cm;margin-bottom:.0001pt;text-align:justify;text-indent:{item % 30}.0pt\"><span lang=\"DE\" style=\"font-size:{10 + item % 3}.0pt;font-family:&quot;Calibri&quot;,sans-serif;color:#1F497D;mso-fareast-language:DE\">{text}<o:p></o:p></span></p>\n");
                    break;
                default:
                    html.Append(CultureInfo.InvariantCulture, $"<table class=\"w\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"border-collapse:collapse;background-color:#ffffff\"><tr><td class=\"p\" width=\"{200 + item % 40}\" valign=\"top\" style=\"padding:{10 + item % 14}px 24px;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:22px;color:#333333\"><a href=\"https://shop.example/p/{item}?utm_source=mail\" style=\"color:#2d6a3e;text-decoration:none\"><img src=\"https://img.example/{item}.jpg\" width=\"180\" height=\"120\" alt=\"Bild {item}\" style=\"display:block;border:0\"></a></td><td valign=\"top\" style=\"padding:10px 24px;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:22px;color:#333333\"><b style=\"font-size:{16 + item % 5}px;color:#111111\">Angebot {item}</b><br>{text}</td></tr></table>\n");
                    break;
            }
        }
        return html.Append("<img src=\"https://track.example/o.gif\" width=\"1\" height=\"1\"></td></tr></table></body></html>").ToString();
    }
}

using System.Net;

namespace Webmail.MailServers.DemoMail;

/// <summary>HTML as the usual senders write it.</summary>
internal static class Page
{
    /// <summary>A letter from an office program: paragraphs in a font of its own.</summary>
    public static string Letter(params string[] paragraphs) => $"""
        <html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>
        <body style="font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#1f1f1f">
        {string.Join("\n", paragraphs.Select(text => text.StartsWith('<') ? text : $"<p>{text}</p>"))}
        </body></html>
        """;

    /// <summary>A newsletter of tables, with pictures from the sender's server, a logo by cid, and the pixel that tells when it was read.</summary>
    public static string Newsletter(string host, string colour, string title, string lead, (string Title, string Text)[] articles, string language, int issue)
    {
        var more = language == "de" ? "Weiterlesen" : "Read more";
        var leave = language == "de" ? "Abmelden" : "Unsubscribe";
        var online = language == "de" ? "Im Browser ansehen" : "View in browser";
        return $"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(title)}</title>
            <style>@media (max-width:600px) {"{"} .column {"{"} display:block !important; width:100% !important {"}"} {"}"} a {"{"} color:{colour} {"}"}</style></head>
            <body style="margin:0;background:#f3f3ee;font-family:Georgia,'Times New Roman',serif">
            <div style="display:none;max-height:0;overflow:hidden">{WebUtility.HtmlEncode(lead)}</div>
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff;margin:24px 0">
            <tr><td style="padding:16px 24px;font-size:12px;text-align:right"><a href="https://{host}/ausgabe/{issue}">{online}</a></td></tr>
            <tr><td style="background:{colour};padding:20px 24px"><img src="cid:logo" width="120" height="48" alt="Logo"></td></tr>
            <tr><td><img src="https://bilder.{host}/{issue}/titel.jpg" width="600" height="240" alt="" style="display:block;width:100%;height:auto"></td></tr>
            <tr><td style="padding:24px"><h1 style="margin:0 0 12px;font-size:26px;color:{colour}">{WebUtility.HtmlEncode(title)}</h1>
            <p style="font-size:16px;line-height:1.5;color:#333">{WebUtility.HtmlEncode(lead)}</p></td></tr>
            {string.Join("\n", articles.Select((article, index) => Article(host, colour, article, issue, index, more)))}
            <tr><td style="padding:24px;font-size:12px;color:#777;border-top:1px solid #ddd">
            <a href="https://{host}/abmelden?u=4711&amp;n={issue}">{leave}</a></td></tr>
            </table></td></tr></table>
            <img src="https://zaehler.{host}/o.gif?m={issue}" width="1" height="1" alt="">
            </body></html>
            """;
    }

    private static string Article(string host, string colour, (string Title, string Text) article, int issue, int index, string more) => $"""
        <tr><td style="padding:0 24px 24px"><table role="presentation" width="100%"><tr>
        <td class="column" width="180" valign="top"><img src="https://bilder.{host}/{issue}/{index}.jpg" width="164" height="120" alt="{WebUtility.HtmlEncode(article.Title)}"></td>
        <td class="column" valign="top"><h2 style="margin:0 0 8px;font-size:18px">{WebUtility.HtmlEncode(article.Title)}</h2>
        <p style="margin:0 0 12px;font-size:14px;line-height:1.5;color:#444">{WebUtility.HtmlEncode(article.Text)}</p>
        <a href="https://{host}/artikel/{issue}-{index}" style="background:{colour};color:#ffffff;padding:8px 16px;text-decoration:none;border-radius:4px;font-size:14px">{more}</a></td>
        </tr></table></td></tr>
        """;
}

using System.Text;
using MimeKit;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Submission;

/// <summary>The text of a message, and how text, pictures and files are put together (RFC 2046 5.1, RFC 2387).</summary>
internal sealed class MessageBody(Draft draft)
{
    /// <summary>Characters of text made from HTML where the editor gave none.</summary>
    private const int MaxText = 2_000_000;

    /// <summary>The text parts: plain, and HTML if there is any.</summary>
    /// <param name="shown">Content-IDs of the pictures that the HTML shows.</param>
    /// <exception cref="DraftFaultException">The HTML is too complex.</exception>
    public List<TextPart> Texts(out HashSet<string> shown)
    {
        shown = new HashSet<string>(StringComparer.Ordinal);
        if (draft.Html is null)
            return [Plain(draft.Text)];
        var used = shown;
        var known = draft.Attachments.Select(static file => file.ContentId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string html;
        try
        {
            html = HtmlCleaner.CleanForWriting(draft.Html, HtmlUse.Sending, id => Use(known, used, id));
        }
        catch (HtmlTooComplexException)
        {
            throw new DraftFaultException([new DraftFault("html", 0, DraftFaultKind.TooComplex)]);
        }

        var plain = string.IsNullOrWhiteSpace(draft.Text) ? HtmlText.Of(html, MaxText) : draft.Text;
        return [Plain(plain), Text("html", $"<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\"></head><body>\r\n{WithLineEnds(html)}\r\n</body></html>\r\n")];
    }

    /// <summary>Puts the parts together, with no more levels than they need.</summary>
    public static MimeEntity Assemble(List<TextPart> texts, List<MimeEntity> pictures, List<MimeEntity> files)
    {
        MimeEntity body = texts[^1];
        if (pictures.Count > 0)
        {
            var related = new MultipartRelated { body };
            foreach (var picture in pictures)
                related.Add(picture);
            body = related;
        }

        if (texts.Count > 1)
            body = new MultipartAlternative { texts[0], body };
        if (files.Count == 0)
            return body;
        var mixed = new Multipart("mixed") { body };
        foreach (var file in files)
            mixed.Add(file);
        return mixed;
    }

    private static string? Use(HashSet<string> known, HashSet<string> used, string id)
    {
        if (!known.Contains(id))
            return null;
        used.Add(id);
        return id;
    }

    /// <summary>A part of plain text.</summary>
    public static TextPart PlainText(string text) => Plain(text);

    private static TextPart Plain(string text)
    {
        var part = Text("plain", FlowedWriter.Write(text));
        part.ContentType.Format = "flowed";
        return part;
    }

    /// <summary>In ASCII if that holds it, else in UTF-8, which every program reads since this century began.</summary>
    private static TextPart Text(string subtype, string text)
    {
        // HTML 13.2.3.5 and RFC 5322 4.1 leave no meaning to NUL; what it stood for is lost anyway.
        text = text.Replace('\0', '\uFFFD');
        var part = new TextPart(subtype);
        part.SetText(Ascii.IsValid(text) ? Encoding.ASCII : new UTF8Encoding(false), text);
        return part;
    }

    private static string WithLineEnds(string text) => text.ReplaceLineEndings("\r\n");
}

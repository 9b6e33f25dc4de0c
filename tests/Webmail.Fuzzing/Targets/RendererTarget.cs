using System.Text;
using AngleSharp.Html.Parser;
using MimeKit;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Html;
using Webmail.Engine.Reading.Links;
using Webmail.Engine.Reading.Packed;
using Webmail.Fuzzing.Judges;

namespace Webmail.Fuzzing.Targets;

/// <summary>A message as a whole, and text by itself: everything is encoded, nothing is lost, and links lead where they say.</summary>
internal sealed class RendererTarget : FuzzTarget
{
    private static readonly FrameLook Look = new(false, "Blocked", "Show quote");

    public override string Name => "renderer";

    public override void Check(byte[] input)
    {
        CheckMessage(input);
        var text = Encoding.UTF8.GetString(input);
        CheckText(new TextSection(false, text));
        CheckText(new TextSection(false, text, IsFlowed: true));
        CheckText(new TextSection(false, text, IsFlowed: true, DeletesSpace: true));
        CheckLinks(text);
    }

    /// <summary>Every character of a text stands in what is made of it, in its order; all else is ours.</summary>
    public static void CheckText(TextSection section)
    {
        var lines = FlowedText.Read(section);
        var html = PlainTextRenderer.Render(section, out var cut);
        Demand(SafeHtml.Fault(html, "", allowRemote: false), "text");
        if (!cut)
            DemandSame(Visible(string.Concat(lines.Select(static line => line.Text))), Visible(TextOf(html)), "text, read back");
    }

    /// <summary>A text with its links is the same text, and what a link leads to is what is written.</summary>
    public static void CheckLinks(string text)
    {
        var written = new StringBuilder();
        Linkifier.Append(written, text);
        var html = written.ToString();
        Demand(SafeHtml.Fault(html, "", allowRemote: false), "links");
        DemandSame(Visible(text), Visible(TextOf(html)), "links, read back");
        foreach (var link in new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html).QuerySelectorAll("a"))
        {
            var (shown, target) = (link.TextContent, link.GetAttribute("href")!);
            DemandSame(target, SafeLink.Normalise(target) ?? "", "a link, normalised again");
            Demand(shown.Contains('@', StringComparison.Ordinal) || target.StartsWith("http", StringComparison.Ordinal) ? null : $"{shown} leads to {target}", "a link");
        }
    }

    private static void CheckMessage(byte[] octets)
    {
        var message = WholeMessage.Parse(new MemoryStream(octets), CancellationToken.None);
        var (body, structure) = PackedMessage.Unpack(message.Body);
        CheckFiles(body, structure);
        foreach (var preferPlain in (bool[])[false, true])
        {
            var plan = BodyPlan.For(structure, preferPlain);
            var content = MessageContent.Decode(plan, part => WholeMessage.Find(body, part.Section));
            foreach (var allowRemote in (bool[])[false, true])
            {
                var rendered = MessageRenderer.Render(content, SanitiserTarget.Choice(allowRemote));
                Demand(SafeHtml.Fault(rendered.Body, rendered.Styles, allowRemote), "message");
                var document = new HtmlParser().ParseDocument(FrameDocument.Write(rendered, Look));
                Demand(document.QuerySelectorAll("script, link, base, iframe, object, embed, meta[http-equiv]").Length == 0 ? null : "not ours alone", "the frame's document");
                Demand(document.Head!.QuerySelectorAll("style").Length == (rendered.Styles.Length > 0 ? 2 : 1) && document.Body!.QuerySelector("style") is null
                    ? null : "styles out of place", "the frame's document");
            }
        }
    }

    /// <summary>Each file that is listed is there, and can be fetched; one that was packed is not larger than what packed it may be.</summary>
    private static void CheckFiles(MimeEntity? body, PartNode structure)
    {
        foreach (var file in BodyPlan.For(structure).Attachments)
        {
            var found = WholeMessage.Find(body, file.Section);
            Demand(found is null && body is not null ? file.Section : null, "a file that is not there");
            if (found is not MimePart { Content: { } content })
                continue;
            using var decoded = new BoundedMemory(PackedParts.MaxOctets);
            content.DecodeTo(decoded);
        }
    }

    private static string TextOf(string html)
    {
        var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html).Body!;
        // Where a link leads is said beside it.
        foreach (var mark in body.QuerySelectorAll("." + LinkLook.MarkClass))
            mark.Remove();
        return body.TextContent;
    }

    /// <summary>What can be seen: lines become elements, so that breaks are not compared; of what is no character, or none in HTML, a mark is left or nothing.</summary>
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && rune.Value is not (0 or 0xFFFD or (>= 0x80 and <= 0x9F)))
                visible.Append(rune.ToString());
        }

        return visible.ToString();
    }
}

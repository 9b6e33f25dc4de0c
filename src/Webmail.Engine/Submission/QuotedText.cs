using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Submission;

/// <summary>The text of a message as it goes into the editor, cleaned.</summary>
/// <param name="IsHtml">Whether the message had HTML.</param>
/// <param name="Html">The content of a body. Pictures have <c>cid:</c> addresses of <paramref name="Pictures"/>; what would be loaded from elsewhere is held back.</param>
/// <param name="Text">The same as plain text; quoted lines keep their marks.</param>
/// <param name="Pictures">The pictures that the HTML shows.</param>
/// <param name="Unshown">Pictures that came to be shown in the text, and are not.</param>
internal sealed record QuotedText(bool IsHtml, string Html, string Text, ImmutableArray<DraftAttachment> Pictures, ImmutableArray<DraftAttachment> Unshown)
{
    /// <summary>Characters of text taken from HTML.</summary>
    private const int MaxText = 500_000;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Reads a message's text.</summary>
    public static QuotedText Of(SourceMessage source)
    {
        var embedded = BodyPlan.For(source.Message.Structure).Embedded;
        var shown = new Dictionary<PartNode, string>();
        string? Picture(string name)
        {
            if (embedded.FirstOrDefault(part => Is(part.ContentId, name) || Is(part.ContentLocation, name)) is not { } part)
                return null;
            // A name of our own: the stranger's may hold anything, and two messages may have the same.
            return shown.TryGetValue(part, out var known) ? known : shown[part] = $"{Guid.NewGuid():N}@webmail";
        }

        var html = new StringBuilder();
        var text = new StringBuilder();
        foreach (var section in source.Message.Content.Texts)
        {
            if (section.IsHtml && TryClean(section.Text, Picture) is { } clean)
            {
                html.Append(clean);
                text.Append(HtmlText.Of(clean, MaxText)).Append('\n');
                continue;
            }

            var lines = FlowedText.Read(section.IsHtml ? new TextSection(false, HtmlText.Of(section.Text, MaxText)) : section);
            while (lines is [.., { Depth: 0, Text: "" }])
                lines.RemoveAt(lines.Count - 1);
            AppendHtml(html, lines);
            foreach (var line in lines)
                text.Append('>', line.Depth).Append(line.Depth > 0 ? " " : "").Append(line.Text).Append('\n');
        }

        var listed = source.Message.Details.Attachments.Select(static attachment => attachment.Section).ToHashSet(StringComparer.Ordinal);
        return new QuotedText(
            source.Message.Content.Texts.Any(static section => section.IsHtml),
            html.ToString().Trim(),
            text.ToString().TrimEnd(),
            [.. shown.Select(pair => Attached(source.Key, pair.Key) with { ContentId = pair.Value })],
            [.. embedded.Where(part => !shown.ContainsKey(part) && !listed.Contains(part.Section)).Select(part => Attached(source.Key, part))]);
    }

    /// <summary>Text as HTML.</summary>
    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>The text with a quote mark before each line (RFC 3676 4.5).</summary>
    public string Marked() =>
        string.Join('\n', Text.Split('\n').Select(static line => line.StartsWith('>') ? ">" + line : line.Length > 0 ? "> " + line : ">"));

    private static DraftAttachment Attached(MessageKey key, PartNode part) =>
        new(MessageToken.OfPart(key, part.Section), AttachmentName.Of(part), part.MediaType, part.Octets);

    private static bool Is(string left, string right) => left.Length > 0 && left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string? TryClean(string html, Func<string, string?> picture)
    {
        try
        {
            return HtmlCleaner.CleanForWriting(html, HtmlUse.Editing, picture).Trim();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A limit, or input that a parser did not expect: whatever it was, the text can still be quoted.
            return null;
        }
    }

    private static void AppendHtml(StringBuilder html, List<FlowedText.Line> lines)
    {
        var depth = 0;
        foreach (var line in lines)
        {
            for (; depth < line.Depth; depth++)
                html.Append("<blockquote type=\"cite\">");
            for (; depth > line.Depth; depth--)
                html.Append("</blockquote>");
            // HTML would make one of several spaces, as in tables and program text.
            html.Append("<div>").Append(line.Text.Length == 0 ? "<br>" : Encode(line.Text).Replace("  ", " &nbsp;", StringComparison.Ordinal)).Append("</div>");
        }

        for (; depth > 0; depth--)
            html.Append("</blockquote>");
    }
}

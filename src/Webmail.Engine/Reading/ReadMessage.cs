using System.Collections.Immutable;
using MimeKit;
using Webmail.Engine.Reading.Html;
using Webmail.Engine.Reading.Links;
using Webmail.Engine.Reading.Reports;

namespace Webmail.Engine.Reading;

/// <summary>A message as it was fetched for reading: never its attachments. Immutable and shared.</summary>
/// <param name="Details">What stands above the text.</param>
/// <param name="Rendered">The text, with nothing loaded from elsewhere.</param>
/// <param name="Structure">The MIME structure.</param>
/// <param name="Content">What the text was rendered from.</param>
public sealed record ReadMessage(MessageDetails Details, RenderedMessage Rendered, PartNode Structure, MessageContent Content)
{
    /// <summary>What a server or program reports by this message; null: nothing.</summary>
    public MessageReport? Report { get; init; }

    /// <summary>What is to be said of parts that are not what they stand for.</summary>
    public ImmutableArray<PartRemark> Remarks { get; init; } = [];

    /// <summary>The text as a person chose to see it. Rendered anew each time, save where it would be <see cref="Rendered"/> again.</summary>
    public RenderedMessage Render(RenderChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return (choice.Pictures is null || Rendered.RemoteContentCount == 0) && choice is { KeepsTrackingParameters: false, AsArticle: false }
            ? Rendered : MessageRenderer.Render(Content, choice with { MarkedLinks = AddressOfMarked });
    }

    /// <summary>See <see cref="RenderChoice.MarkedLinks"/>.</summary>
    private Func<MarkedLink, string>? AddressOfMarked { get; init; }

    /// <summary>The attachment of a section; null if there is none.</summary>
    public AttachmentInfo? FindAttachment(string section) => Details.Attachments.FirstOrDefault(attachment => attachment.Section == section);

    /// <summary>Octets in memory, about: strings have two for a character.</summary>
    internal long Weight =>
        4_096 + 2 * (Rendered.Body.Length + Rendered.Styles.Length + Rendered.DarkStyles.Length + Content.Texts.Concat(Content.Calendars).Sum(static text => (long)text.Text.Length)
            + Content.Embedded.Values.Distinct().Sum(static address => (long)address.Length));

    /// <summary>Puts a message together; takes the plain text where the HTML beside it turns out to be empty.</summary>
    /// <param name="headers">Its header.</param>
    /// <param name="structure">Its structure.</param>
    /// <param name="decode">Has and decodes what a plan names.</param>
    /// <param name="entityOf">Has a part as it is; null: no reports are read.</param>
    /// <param name="charset">The character set that a person chose; null: the one that the sender names.</param>
    /// <param name="within">Where in another message it lies: <see cref="MessageKey.Within"/>.</param>
    internal static async Task<ReadMessage> AssembleAsync(
        HeaderList headers, PartNode structure, Func<BodyPlan, Task<MessageContent>> decode, Func<PartNode, Task<MimeEntity?>>? entityOf = null, string? charset = null, string within = "")
    {
        var plan = BodyPlan.For(structure);
        var content = await decode(plan);
        // Beside the document that it stands in: /message/…/body, /message/…/print. What the document's address says is said again.
        string AddressOf(MarkedLink link) => $"link?m={link.Name}{(within.Length == 0 ? "" : "&within=" + within)}{(charset is null ? "" : "&charset=" + charset)}";
        var choice = RenderChoice.Default with { MarkedLinks = AddressOf };
        var rendered = MessageRenderer.Render(content, choice);
        if (rendered.Notices.HasFlag(MessageNotice.Empty) && plan.Texts.Any(static text => text.MediaType == "text/html"))
        {
            var plain = BodyPlan.For(structure, preferPlain: true);
            if (plain.Texts.Any(static text => text.MediaType == "text/plain"))
            {
                content = await decode(plain);
                rendered = MessageRenderer.Render(content, choice);
            }
        }
        if (rendered.Notices.HasFlag(MessageNotice.Empty) && WithLostText(content) is { } rescued)
        {
            content = rescued;
            rendered = MessageRenderer.Render(content, choice);
            rendered = rendered with { Notices = rendered.Notices | MessageNotice.ShownAsText };
        }
        var report = plan.Report is { } reporting && entityOf is not null ? ReportReader.Read(await entityOf(reporting)) : null;
        // What was made a sentence of is no file; a picture that the text does not show, or that was too large to be put into it, would be lost.
        var attachments = plan.Attachments.Where(part => report is null || part != plan.Report).Concat(plan.Embedded.Where(part => !IsShown(part, content)));
        return new ReadMessage(MessageDetails.Read(headers, attachments, charset ?? OfHeader(plan)) with { Protection = Protections.Of(structure, content) }, rendered, structure, content) { Report = report, Remarks = [.. plan.Remarks], AddressOfMarked = AddressOf };
    }

    /// <summary>The same with the text of HTML that shows nothing; null if that has none.</summary>
    private static MessageContent? WithLostText(MessageContent content)
    {
        var texts = content.Texts.Where(static text => text.IsHtml).Select(static text => new TextSection(false, LostText.Of(text.Text, MessageRenderer.MaxFallbackCharacters)))
            .Where(static text => !string.IsNullOrWhiteSpace(text.Text)).ToList();
        return texts.Count > 0 ? content with { Texts = texts } : null;
    }

    /// <summary>The character set of what stands in the header without being encoded: programs that do so write it in that of the text.</summary>
    private static string? OfHeader(BodyPlan plan) =>
        plan.Texts.Select(static text => text.Charset).FirstOrDefault(static name => CharsetNames.Find(name)?.CodePage is not (null or 20127 or 65001 or 1200 or 1201));

    private static bool IsShown(PartNode part, MessageContent content) =>
        new[] { part.ContentId, part.ContentLocation }.Any(name => name.Length > 0 && content.Embedded.ContainsKey(name)
            && content.Texts.Any(text => text.IsHtml
                && (text.Text.Contains(name, StringComparison.OrdinalIgnoreCase) || text.Text.Contains(Uri.EscapeDataString(name), StringComparison.OrdinalIgnoreCase))));
}

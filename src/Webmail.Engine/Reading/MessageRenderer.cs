using Webmail.Engine.Reading.Html;
using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Reading;

/// <summary>Makes HTML for the reader's frame from a message's decoded parts. Pure: no network, no state.</summary>
public static class MessageRenderer
{
    /// <summary>Characters of text taken from HTML that is too complex to be shown.</summary>
    internal const int MaxFallbackCharacters = 500_000;

    /// <summary>Renders a message.</summary>
    /// <param name="content">Its parts.</param>
    /// <param name="choice">What the person chose; <see cref="RenderChoice.Default"/> if null.</param>
    public static RenderedMessage Render(MessageContent content, RenderChoice? choice = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        choice ??= RenderChoice.Default;
        // What is encrypted and what is fetched from elsewhere never meet in one text (EFAIL), whatever decrypts it one day.
        if (content.IsEncrypted)
            choice = choice with { Pictures = null };
        // Nearly all messages have one text, which is taken as it is: half a megabyte that need not be copied.
        List<string> body = [], styles = [], darkStyles = [];
        var sections = 0;
        var marked = new MarkedLinks(choice);
        var result = new RenderedMessage { Body = "" };
        var notices = (content.IsEncrypted ? MessageNotice.Encrypted : MessageNotice.None) | (content.IsCut ? MessageNotice.PartsCut : MessageNotice.None)
            | (content.IsBeginning ? MessageNotice.BeginningOnly : MessageNotice.None);
        var isEmpty = true;
        foreach (var text in content.Texts)
        {
            if (text.IsCut)
                notices |= MessageNotice.Cut;
            if (text.IsHtml && TryClean(text.Text, content, choice, sections) is { } clean)
            {
                isEmpty &= clean.IsEmpty;
                body.Add(clean.Body);
                styles.Add(clean.Styles);
                darkStyles.Add(clean.Dark.Styles);
                sections++;
                marked.AddAll(clean.Marked);
                result = result with
                {
                    HasHtml = true,
                    IsArticle = choice.AsArticle,
                    IsDarkOnPaper = result.IsDarkOnPaper || clean.Dark.IsPaper,
                    // Of several texts none may colour the page around the others.
                    Canvas = content.Texts.Count == 1 ? (clean.Canvas, clean.Dark.Canvas) : default,
                    RemoteContentCount = result.RemoteContentCount + clean.Remote.Held,
                    TrackerCount = result.TrackerCount + clean.Remote.Trackers,
                    TrackerNames = [.. result.TrackerNames.Union(clean.Remote.TrackerNames, StringComparer.Ordinal)],
                    Direction = result.Direction ?? clean.Direction,
                    Language = result.Language ?? clean.Language,
                };
                continue;
            }
            var plain = text;
            if (text.IsHtml)
            {
                notices |= MessageNotice.ShownAsText;
                plain = new TextSection(false, HtmlText.Of(text.Text, MaxFallbackCharacters), IsCut: text.IsCut);
            }
            isEmpty &= string.IsNullOrWhiteSpace(plain.Text);
            body.Add(PlainTextRenderer.Render(plain, out var cut, marked));
            if (cut)
                notices |= MessageNotice.Cut;
        }
        return result with
        {
            Body = string.Concat(body),
            Styles = string.Concat(styles),
            DarkStyles = string.Concat(darkStyles),
            MarkedLinks = marked.Found,
            Notices = notices | (isEmpty ? MessageNotice.Empty : MessageNotice.None),
        };
    }

    private static CleanHtml? TryClean(string html, MessageContent content, RenderChoice choice, int section)
    {
        try
        {
            return HtmlCleaner.Clean(html, content.Embedded.GetValueOrDefault, choice, section);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A limit, or input that a parser did not expect: whatever it was, the text can still be read.
            return null;
        }
    }
}

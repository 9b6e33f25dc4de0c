using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Webmail.Engine.Reading.Links;
using Webmail.Engine.Reading.Pictures;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// What is done to a parsed message before the sanitiser sees it: whole branches out, styles cleaned, pictures and
/// links decided, quotes folded. Cleaned styles wait beside the tree, since the sanitiser drops every style it finds.
/// </summary>
internal sealed partial class HtmlPreparation(IHtmlDocument document, CssCleaner css, Func<string, string?> embedded, RemoteContent remote, MarkedLinks marked, HtmlUse use)
{
    private readonly Dictionary<IElement, CleanStyle> styles = [];
    private readonly Dictionary<IElement, string> held = [];
    private readonly StringBuilder sheets = new();
    private int embeddedCharacters;

    public string Styles => sheets.ToString();

    public string? Direction { get; private set; }

    public string? Language { get; private set; }

    /// <summary>Prepares the tree and returns the element to sanitise: a <c>div</c> in place of the body.</summary>
    public IHtmlElement Run()
    {
        ReadDirection();
        CollectSheets();
        if (use == HtmlUse.Editing)
            StyleInlining.Apply(document, Styles);
        var root = MoveBody();
        foreach (var element in root.ElementsWithin())
        {
            if (element.NamespaceUri != NamespaceNames.HtmlUri)
                element.Remove();
            else if (use == HtmlUse.Reading && InertForm.IsControl(element))
                InertForm.StandIn(document, element);
            else if (HtmlAllowLists.RemovedWithContent.Contains(element.LocalName))
                element.Remove();
            else if (HtmlAllowLists.Verbatim.Contains(element.LocalName))
                SetVerbatim(element);
            else if (element.ClassName?.Contains(LinkLook.MarkClass, StringComparison.Ordinal) == true)
                element.ClassList.Remove(LinkLook.MarkClass);
        }
        if (use == HtmlUse.Reading)
            QuoteFolding.Fold(document, root, root.ElementsWithin());
        PrepareElement(root);
        foreach (var element in root.ElementsWithin())
            PrepareElement(element);
        return root;
    }

    /// <summary>Puts the cleaned styles, and the addresses of pictures held back, on what the sanitiser left.</summary>
    public void RestoreStyles()
    {
        foreach (var (element, style) in styles)
        {
            if (style.Text.Length > 0)
                element.SetAttribute("style", style.Text);
        }
        foreach (var (picture, address) in held)
            picture.SetAttribute(HtmlAllowLists.HeldSource, address);
    }

    /// <summary>
    /// Adds what depends on where elements stand in the end: addresses in the text become links (within a link none does), tables of text get their boxes.
    /// What is added needs no cleaning.
    /// </summary>
    /// <param name="clean">What was cleaned and will be read as it stands.</param>
    /// <returns>True if there was anything to add.</returns>
    public bool Finish(IElement clean)
    {
        if (use != HtmlUse.Reading)
            return false;
        // What was taken out may have parted a text, and with it an address; whoever reads the markup finds it in one.
        clean.Normalize();
        var links = TextLinks.Make(clean.Owner!, clean);
        foreach (var link in links)
            Lead(link, link.GetAttribute("href")!)?.SetAttribute("style", LinkLook.MarkStyle);
        return DataTable.Box(clean.Owner!, clean.ElementsWithin()) || links.Count > 0;
    }

    private void SetVerbatim(IElement element)
    {
        var text = document.CreateElement("pre");
        text.TextContent = element.TextContent;
        element.Replace(text);
    }

    private void ReadDirection()
    {
        foreach (var element in new[] { document.Body, document.DocumentElement })
        {
            if (element?.GetAttribute("dir")?.ToLowerInvariant() is "rtl" or "ltr" or "auto")
                Direction ??= element.GetAttribute("dir")!.ToLowerInvariant();
            if (element?.GetAttribute("lang") is { Length: > 1 } lang && LanguageTag().IsMatch(lang))
                Language ??= lang;
        }
    }

    private void CollectSheets()
    {
        foreach (var style in document.DocumentElement.ElementsWithin().Where(static element => element.LocalName == "style"))
        {
            if (style.NamespaceUri == NamespaceNames.HtmlUri && style.GetAttribute("media") is null or "" or "all" or "screen")
                sheets.Append(css.CleanSheet(style.TextContent));
            style.Remove();
        }
    }

    /// <summary>The body's own colours and style move to a <c>div</c>: the document's body is ours.</summary>
    private IHtmlElement MoveBody()
    {
        var root = (IHtmlElement)document.CreateElement("div");
        if (document.Body is not { } body)
            return root;
        // Out of the document first: within it, all that is moved would be told so.
        body.Remove();
        while (body.FirstChild is { } child)
            root.AppendChild(child);
        body.AppendChild(root);
        if (use == HtmlUse.Reading)
            root.ClassName = ("wm-mail " + body.ClassName).Trim();
        var style = BodyStyle.Of(body);
        root.SetAttribute("style", style);
        css.ReadCanvas(style);
        return root;
    }

    private void PrepareElement(IElement element)
    {
        // Many of a newsletter's elements say nothing but their name.
        if (element.Attributes.Length == 0 && element.LocalName is not ("a" or "img"))
            return;
        var given = new GivenLook(element);
        var clean = CleanStyle.None;
        if (given.Style is not null)
        {
            clean = css.CleanInline(given.Style);
            element.RemoveAttribute("style");
            if (clean != CleanStyle.None)
                styles[element] = clean;
        }
        if (use != HtmlUse.Reading)
            KeepClasses(element);
        switch (element.LocalName)
        {
            case "a":
                PrepareLink(element);
                break;
            case "img":
                PrepareImage(element, given.Style);
                break;
            default:
                if (given.HasAddress)
                {
                    element.RemoveAttribute("href");
                    element.RemoveAttribute("src");
                }
                if (given.Background is not null)
                    clean = PrepareBackground(element, given.Background, clean);
                break;
        }
        if (use == HtmlUse.Reading && element.Parent is not null)
        {
            WideBox.Mark(element, given.Width, clean.Width);
            css.Dark.Mark(element, clean, given.DarkHints());
        }
    }

    /// <summary>The cleaned style of an element, which the sanitiser does not see.</summary>
    public CleanStyle StyleOf(IElement element) => styles.GetValueOrDefault(element, CleanStyle.None);

    private void KeepClasses(IElement element)
    {
        if (use != HtmlUse.Editing || element.ClassName is not { Length: > 0 } classes)
            return;
        element.ClassName = string.Join(' ', classes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(HtmlAllowLists.WritingClasses.Contains));
        if (element.ClassName.Length == 0)
            element.RemoveAttribute("class");
    }

    private void PrepareLink(IElement link)
    {
        link.RemoveAttribute("src");
        if (SafeLink.Normalise(link.GetAttribute("href")) is not { } href)
        {
            // Relative ones would lead into our own pages; anchors lead nowhere, since ids are gone.
            link.RemoveAttribute("href");
            link.RemoveAttribute("target");
            link.RemoveAttribute("rel");
            return;
        }
        if (Lead(link, href) is { } mark)
            styles[mark] = new CleanStyle(LinkLook.MarkStyle);
    }

    /// <summary>Has a link lead somewhere, and returns the mark that it got; null if it needs none.</summary>
    private IElement? Lead(IElement link, string href)
    {
        link.SetAttribute("target", "_blank");
        link.SetAttribute("rel", "noopener noreferrer");
        if (use == HtmlUse.Reading)
            return LinkLook.Apply(link, href, marked);
        link.SetAttribute("href", href);
        return null;
    }

    private CleanStyle PrepareBackground(IElement element, string background, CleanStyle own)
    {
        element.RemoveAttribute("background");
        var url = RemotePicture.Of(background)?.AbsoluteUri ?? EmbeddedSource(background);
        if (url is null || url.Contains('"', StringComparison.Ordinal))
            return own;
        var picture = css.CleanInline($"background-image:url(\"{url}\")");
        return styles[element] = own with { Text = picture.Text + own.Text, Dark = own.Dark + picture.Dark };
    }

    private void PrepareImage(IElement image, string? style)
    {
        var (source, srcset) = (image.GetAttribute("src") ?? "", image.GetAttribute("srcset"));
        if (EmbeddedSource(source) is { } data)
        {
            Keep(image, data);
            return;
        }
        if (use == HtmlUse.Sending && source.Length == 0)
            source = image.GetAttribute(HtmlAllowLists.HeldSource) ?? "";
        if ((RemotePicture.Of(PictureCandidates.Best(srcset)) ?? RemotePicture.Of(source)) is not { } picture)
        {
            // A cid: that is not there, a relative address, a scheme of its own: nothing that could ever be shown.
            image.Replace(document.CreateTextNode(image.GetAttribute("alt") ?? ""));
            return;
        }
        var box = new ImageBox(image, StyleOf, style);
        if (use == HtmlUse.Editing && !box.IsTracker && !KnownTrackers.Contains(picture))
        {
            held[image] = picture.AbsoluteUri;
            Keep(image, null);
        }
        else if (remote.Admit(picture, box.IsTracker, out var isTracker) is { } address)
            Keep(image, address);
        else if (isTracker)
            image.Remove();
        else
        {
            var stand = box.CreatePlaceholder(document);
            image.Replace(stand);
            styles[stand] = css.CleanInline(box.Style);
            WideBox.Mark(stand, null, styles[stand].Width);
        }
    }

    /// <summary>Leaves a picture where it is, with one address or none.</summary>
    private static void Keep(IElement image, string? address)
    {
        image.RemoveAttribute("href");
        image.RemoveAttribute("srcset");
        image.RemoveAttribute("src");
        if (address is not null)
            image.SetAttribute("src", address);
    }

    private string? EmbeddedSource(string address)
    {
        address = address.Trim();
        var data = address.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? embedded(Uri.UnescapeDataString(address[4..]))
            : EmbeddedImage.IsDataUri(address) ? address
            : address.Length > 0 ? embedded(address) : null;
        if (data is null || embeddedCharacters + data.Length > EmbeddedImage.MaxTotalOctets * 4L / 3)
            return null;
        embeddedCharacters += data.Length;
        return data;
    }

    [GeneratedRegex(@"\A[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*\z")]
    private static partial Regex LanguageTag();
}

using Webmail.Engine.Reading.Reports;

namespace Webmail.Engine.Reading;

/// <summary>Which parts of a message make up its text, which are embedded in it, and which are attachments.</summary>
public sealed class BodyPlan
{
    /// <summary>Text parts shown one below the other. A message with more is a digest; the rest are attachments.</summary>
    private const int MaxTexts = 20;

    /// <summary>Calendars that are read: programs put the same one in twice.</summary>
    private const int MaxCalendars = 3;

    /// <summary>Remarks shown; a message with more says the same again.</summary>
    private const int MaxRemarks = 5;

    private readonly List<PartNode> texts = [];
    private readonly List<PartNode> embedded = [];
    private readonly List<PartNode> attachments = [];
    private readonly List<PartRemark> remarks = [];

    private BodyPlan()
    {
    }

    /// <summary>The parts to show, in order: HTML, plain text, or one of the kinds between.</summary>
    public IReadOnlyList<PartNode> Texts => texts;

    /// <summary>Pictures that HTML may refer to by Content-ID or Content-Location.</summary>
    public IReadOnlyList<PartNode> Embedded => embedded;

    /// <summary>What is offered for download; of the embedded pictures, those that the text does not show come on top.</summary>
    public IReadOnlyList<PartNode> Attachments => attachments;

    /// <summary>The attachments that are read as calendars; those that are another form of the text come first, as they say what they are for.</summary>
    public IEnumerable<PartNode> Calendars => attachments.Where(static part => part.IsCalendar).OrderBy(static part => part.Disposition == "attachment" ? 1 : 0).Take(MaxCalendars);

    /// <summary>What is to be said of parts that are not what they stand for.</summary>
    public IReadOnlyList<PartRemark> Remarks => remarks;

    /// <summary>What a server or program reports (RFC 3464, 8098, 5965), of which a sentence is made; null: nothing.</summary>
    public PartNode? Report { get; private set; }

    /// <summary>The message, or a part of it, is encrypted.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>There was more than is read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Decides for a message.</summary>
    /// <param name="root">Its structure.</param>
    /// <param name="preferPlain">Whether the plain text of an alternative is wanted.</param>
    public static BodyPlan For(PartNode root, bool preferPlain = false)
    {
        var plan = new BodyPlan();
        // RFC 2046 4.1.4: a text of a kind that nobody knows is a text. Among other parts it is a file.
        plan.Walk(IsText(root) && !IsShown(root) ? root with { MediaType = "text/plain" } : root, preferPlain, related: false);
        plan.TakeUnnamed();
        return plan;
    }

    /// <summary>A text that is called an attachment, has no name, and is all that there is to read was meant to be read.</summary>
    private void TakeUnnamed()
    {
        if (texts.Count > 0 || IsEncrypted || Report is not null)
            return;
        var unnamed = attachments.Where(static part => IsShown(part) && part.FileName.Length == 0).ToList();
        var text = unnamed.FindLast(static part => part.MediaType == "text/html") ?? (unnamed.Count > 0 ? unnamed[0] : null);
        if (text is null)
            return;
        attachments.Remove(text);
        texts.Add(text);
    }

    private void Walk(PartNode part, bool preferPlain, bool related)
    {
        IsCut |= part.IsCut;
        switch (part.MediaType)
        {
            case "multipart/alternative":
                WalkAlternative(part, preferPlain, related);
                break;
            case "multipart/related":
                WalkRelated(part, preferPlain);
                break;
            case "multipart/encrypted":
                IsEncrypted = true;
                foreach (var child in part.Children)
                    attachments.Add(child);
                break;
            case "multipart/signed":
                // RFC 1847 2.1: the second part is the signature, which says nothing to a reader. What else is there is not signed.
                var signed = part.Children.FirstOrDefault(static child => !IsSignature(child));
                if (signed is not null)
                    Walk(signed, preferPlain, related);
                attachments.AddRange(part.Children.Where(child => child != signed && !IsSignature(child)));
                break;
            case "multipart/appledouble":
                // RFC 1740: the first part is what a Macintosh knows of the file, the second is the file.
                foreach (var child in part.Children.Where(child => child.MediaType != "application/applefile" || part.Children.Count == 1))
                    Walk(child, preferPlain, related);
                break;
            default:
                if (part.IsMultipart)
                {
                    foreach (var child in part.Children)
                        Walk(child, preferPlain, related);
                }
                else
                {
                    PlaceLeaf(part, related);
                }
                break;
        }
    }

    /// <summary>RFC 2046 5.1.4: the last one is the richest. HTML is taken, or a part that holds it, never a calendar or AMP.</summary>
    private void WalkAlternative(PartNode part, bool preferPlain, bool related)
    {
        Predicate<PartNode>[] wishes = preferPlain
            // A plain file that lies beside HTML does not make that plain text.
            ? [static child => IsPlain(child) && !IsEmpty(child), IsPlain, static child => Holds(child, "text/plain"), static child => Holds(child, "text/html"), IsText]
            : [static child => Holds(child, "text/html") && !IsEmpty(child), static child => Holds(child, "text/plain") && !IsEmpty(child),
                static child => IsText(child) && !IsEmpty(child) && child.Disposition != "attachment", static child => Holds(child, "text/html"), static child => Holds(child, "text/plain"), IsText];
        var chosen = wishes.Select(wish => part.Children.LastOrDefault(child => wish(child))).FirstOrDefault(static found => found is not null);
        foreach (var child in part.Children)
        {
            if (child == chosen)
                Walk(child, preferPlain, related);
            // The others say the same in another way; but a file or an invitation put here is not lost.
            else if (!child.IsMultipart && (!IsText(child) || child.Disposition == "attachment") && child.MediaType != "text/x-amp-html")
                PlaceLeaf(child, related);
            else if (child.IsMultipart && chosen is not null && !Holds(child, "text/plain") && !Holds(child, "text/html"))
                Walk(child, preferPlain, related);
        }
    }

    private void WalkRelated(PartNode part, bool preferPlain)
    {
        // RFC 2387 3.2: the root is the part that "start" names, else the first. Where that is a picture, it is what the picture is for.
        var named = part.Children.FirstOrDefault(child => part.Start.Length > 0 && child.ContentId == part.Start) ?? (part.Children.Count > 0 ? part.Children[0] : null);
        var root = named is null || HoldsText(named) ? named : part.Children.FirstOrDefault(HoldsText) ?? named;
        if (root is not null)
            Walk(root, preferPlain, related: false);
        foreach (var child in part.Children.Where(child => child != root))
            Walk(child, preferPlain, related: true);
    }

    private void PlaceLeaf(PartNode part, bool related)
    {
        IsEncrypted |= Protections.IsSmimeEncrypted(part);
        if (part.Remark is { } remark && remarks.Count < MaxRemarks)
            remarks.Add(remark);
        // Of what lies elsewhere there is nothing here but its name.
        if (part.Remark is PartRemark.Elsewhere)
            return;
        if (MessageReport.IsReport(part.MediaType))
            Report ??= part;
        var isShown = IsShown(part)
            && part.Disposition != "attachment"
            && (part.FileName.Length == 0 || texts.Count == 0)
            && (!related || IsBesideRoot(part))
            && texts.Count < MaxTexts;
        if (isShown)
            texts.Add(part);
        else if (EmbeddedImage.IsImageType(part.MediaType) && (related || part.ContentId.Length > 0) && part.Disposition != "attachment")
            embedded.Add(part);
        else if (!(related && part.MediaType is "text/css"))
            attachments.Add(part);
    }

    private static bool Holds(PartNode part, string mediaType) =>
        (part.MediaType == mediaType && part.Disposition != "attachment") || part.Children.Any(child => Holds(child, mediaType));

    private static bool HoldsText(PartNode part) => Holds(part, "text/html") || Holds(part, "text/plain");

    private static bool IsPlain(PartNode part) => Holds(part, "text/plain") && !Holds(part, "text/html");

    /// <summary>A line break is what programs leave of a text that is none, and what stands behind a boundary that should have been the last.</summary>
    private static bool IsEmpty(PartNode part) => !part.IsMultipart && part.EncodedOctets <= 2;

    private static bool IsText(PartNode part) =>
        part.MediaType.StartsWith("text/", StringComparison.Ordinal) && part.MediaType is not ("text/calendar" or "text/x-amp-html" or "text/vcard" or "text/x-vcard" or "text/rtf");

    /// <summary>In multipart/related, but nothing that the root can refer to: a footer that a server added.</summary>
    private static bool IsBesideRoot(PartNode part) => part is { ContentId.Length: 0, ContentLocation.Length: 0, FileName.Length: 0 };

    private static bool IsShown(PartNode part) => part.MediaType is
        "text/plain" or "text/html" or "text/enriched" or "text/richtext" or "text/markdown" or "text/x-markdown";

    private static bool IsSignature(PartNode part) => part.MediaType is
        "application/pgp-signature" or "application/pkcs7-signature" or "application/x-pkcs7-signature";
}

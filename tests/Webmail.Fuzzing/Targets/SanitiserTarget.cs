using System.Text;
using AngleSharp.Html.Parser;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Html;
using Webmail.Fuzzing.Judges;

namespace Webmail.Fuzzing.Targets;

/// <summary>A sender's HTML: what is left of it is harmless on each of its ways, and cleaning it again changes nothing.</summary>
internal sealed class SanitiserTarget : FuzzTarget
{
    private const string Pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

    public override string Name => "sanitiser";

    public override void Check(byte[] input) => Check(Encoding.UTF8.GetString(input));

    /// <summary>Tries one document.</summary>
    public static void Check(string html)
    {
        foreach (var allowRemote in (bool[])[false, true])
            CheckReading(html, allowRemote);
        CheckWriting(html);
    }

    private static void CheckReading(string html, bool allowRemote)
    {
        var way = allowRemote ? "reading with pictures" : "reading";
        if (Try(() => HtmlCleaner.Clean(html, Embedded, Choice(allowRemote))) is not { } once)
            return;
        Demand(SafeHtml.Fault(once.Body, once.Styles, allowRemote), way);
        Demand(once.Remote.Held >= 0 && once.Remote.Trackers >= 0 && (!allowRemote || once.Remote.Held == 0) ? null : "counts pictures wrongly", way);
        DemandSame(once.Body, new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + once.Body).Body!.InnerHtml, way + ", as a browser reads it");
        var again = Try(() => HtmlCleaner.Clean($"<style>{once.Styles}</style>{PlainHtml.WithoutMarks(once.Body)}", Embedded, Choice(allowRemote)));
        Demand(again is null ? "what was cleaned is too much to be cleaned again" : null, way);
        DemandSame(PlainHtml.OfSheet(once.Styles), PlainHtml.OfSheet(again!.Styles), way + ", the styles again");
        DemandSame(PlainHtml.Of($"<div>{once.Body}</div>"), PlainHtml.Of(again.Body), way + ", again");
    }

    private static void CheckWriting(string html)
    {
        if (Try(() => HtmlCleaner.CleanForWriting(html, HtmlUse.Editing, Picture)) is { } edited)
            Demand(SafeHtml.Fault(WithoutEmbedded(edited), "", allowRemote: false), "editing");
        if (Try(() => HtmlCleaner.CleanForWriting(html, HtmlUse.Sending, Picture)) is not { } sent)
            return;
        Demand(SafeHtml.Fault(WithoutEmbedded(sent), "", allowRemote: true), "sending");
        // A body's content begins with what is not white space (WHATWG HTML 13.2.6.4.6).
        DemandSame(PlainHtml.Of(sent).TrimStart(), PlainHtml.Of(HtmlCleaner.CleanForWriting(sent, HtmlUse.Sending, Picture)).TrimStart(), "sending, again");
    }

    /// <summary>Pictures keep their own addresses here, so that what is cleaned again names the same ones.</summary>
    internal static RenderChoice Choice(bool allowRemote) =>
        allowRemote ? new RenderChoice { Pictures = static address => address.AbsoluteUri } : RenderChoice.Default;

    private static T? Try<T>(Func<T> clean)
        where T : class
    {
        try
        {
            return clean();
        }
        catch (HtmlTooComplexException)
        {
            // Said to the person, who sees its text instead.
            return null;
        }
    }

    private static string? Embedded(string name) => name == "pic" ? Pixel : null;

    private static string? Picture(string name) => name == "pic" ? "pic" : null;

    /// <summary>A picture that goes with the message is named by its Content-ID, which loads nothing.</summary>
    private static string WithoutEmbedded(string html) => html.Replace("cid:pic", Pixel, StringComparison.Ordinal);
}

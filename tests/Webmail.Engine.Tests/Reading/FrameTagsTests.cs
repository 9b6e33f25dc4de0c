using AngleSharp.Html.Parser;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class FrameTagsTests
{
    [Theory]
    [InlineData("<iframe src=https://leak.test>")]
    [InlineData("<p><IfRaMe/src=https://leak.test></iframe>")]
    [InlineData("<svg><foreignObject><iframe src=x>")]
    [InlineData("<svg><style><!--</style><iframe src=x>-->")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><iframe>")]
    [InlineData("<template><iframe src=x></template><noscript><iframe src=x></noscript>")]
    [InlineData("<!--><iframe src=x>-->")]
    [InlineData("<<iframe src=x><\niframe>")]
    [InlineData("<object data=x><embed src=x><portal src=x><fencedframe src=x>")]
    [InlineData("</style><iframe src=x>")]
    [InlineData("<iframe srcdoc='<iframe src=x>'>")]
    [InlineData("<xmp></xmp><plaintext><iframe>")]
    public void A_document_opens_no_frame_whatever_was_not_cleaned(string html)
    {
        var document = new HtmlParser().ParseDocument(FrameDocument.Write(new RenderedMessage { Body = html, Styles = html, HasHtml = true }, new FrameLook(false, "b", "q")));

        Assert.DoesNotContain(document.QuerySelectorAll("*"), static one => one.LocalName is "iframe" or "frame" or "frameset" or "object" or "embed" or "portal" or "fencedframe");
        Assert.Empty(document.QuerySelectorAll("template").OfType<AngleSharp.Html.Dom.IHtmlTemplateElement>().SelectMany(static one => one.Content.QuerySelectorAll("iframe")));
    }

    [Fact]
    public void A_frameset_in_place_of_the_body_opens_none() =>
        Assert.Empty(new HtmlParser().ParseDocument(FrameTags.Disarm("<frameset><frame src=https://leak.test></frameset>")).QuerySelectorAll("frame, frameset"));

    [Fact]
    public void What_was_cleaned_is_shown_as_it_was()
    {
        var message = MessageRenderer.Render(new MessageContent([new TextSection(true, "<p title='&lt;iframe>'>An &lt;iframe&gt; in words, <b>framed</b></p>")], MessageContent.Nothing.Embedded));
        var shown = new HtmlParser().ParseDocument(FrameTags.Disarm(message.Body)).QuerySelector("p")!;

        Assert.Equal(("An <iframe> in words, framed", "<iframe>"), (shown.TextContent, shown.GetAttribute("title")));
    }
}

using AngleSharp.Html.Parser;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Tests.Reading;

public sealed class WideBoxTests
{
    [Theory]
    [InlineData("<table width=600>", true)]
    [InlineData("<table width=600px>", true)]
    [InlineData("<td width=\" 640 \">", true)]
    [InlineData("<div style='color:red;width: 640px'>", true)]
    [InlineData("<div style='min-width: 600.5px'>", true)]
    [InlineData("<img width=288>", false)]
    [InlineData("<table width=100%>", false)]
    [InlineData("<table width=999999999999>", false)]
    [InlineData("<div style='width: 100%; max-width: 640px'>", false)]
    [InlineData("<div style='border-width: 640px'>", false)]
    [InlineData("<div style='width: 40px'>", false)]
    [InlineData("<p>", false)]
    public void What_is_wider_than_a_phone_may_shrink(string tag, bool isWide)
    {
        var name = tag[1..].Split(' ', '>')[0];
        var element = new HtmlParser().ParseDocument(name == "td" ? $"<table><tr>{tag}</table>" : tag).QuerySelector(name)!;

        WideBox.Mark(element, element.GetAttribute("width"), WideBox.WidthOf(element.GetAttribute("style") ?? ""));

        Assert.Equal(isWide, element.ClassList.Contains("wm-wide"));
    }

    [Theory]
    [InlineData("<table width=900>", "wm-wide wm-wider")]
    [InlineData("<table width=300 style='width:705px'>", "wm-wide wm-wider")]
    [InlineData("<table width=704>", "wm-wide")]
    public void What_is_wider_than_the_reader_may_shrink_everywhere(string tag, string classes)
    {
        var element = new HtmlParser().ParseDocument(tag).QuerySelector("table")!;

        WideBox.Mark(element, element.GetAttribute("width"), WideBox.WidthOf(element.GetAttribute("style") ?? ""));

        Assert.Equal(classes, element.ClassName);
    }

    [Fact]
    public void The_mark_stands_beside_the_sender_s_own_classes_and_on_a_picture_that_is_held_back()
    {
        var message = MessageRenderer.Render(new MessageContent(
            [new TextSection(true, "<table class=main width=600><tr><td><img src='https://a.example/b.png' width=600 height=90></table>")],
            MessageContent.Nothing.Embedded));

        Assert.Contains("class=\"main wm-wide\"", message.Body, StringComparison.Ordinal);
        Assert.Contains("class=\"wm-blocked wm-wide\"", message.Body, StringComparison.Ordinal);
    }
}

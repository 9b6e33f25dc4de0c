using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Tests.Submission;

/// <summary>HTML on its way into the editor, and from there into a message.</summary>
public sealed class WritingHtmlTests
{
    [Theory]
    [InlineData("<div>one</div><div><br></div>")]
    [InlineData("<b>b</b> <i>i</i> <u>u</u> <s>s</s> <code>c</code>")]
    [InlineData("<h1>h</h1><ul><li>one</li></ul><ol start=\"3\"><li>two</li></ol>")]
    [InlineData("<blockquote type=\"cite\"><p>quoted</p></blockquote>")]
    [InlineData("<pre>a  b</pre>")]
    [InlineData("<table><tbody><tr><td colspan=\"2\">cell</td></tr></tbody></table>")]
    [InlineData("<p dir=\"rtl\" lang=\"he\">שלום</p>")]
    [InlineData("<img alt=\"One\" width=\"200\" src=\"cid:one@webmail\">")]
    public void What_a_writer_makes_goes_as_it_is(string html)
    {
        Assert.Equal(html, HtmlCleaner.CleanForWriting(html, HtmlUse.Sending, Known));
        Assert.Equal(html, HtmlCleaner.CleanForWriting(html, HtmlUse.Editing, Known));
    }

    [Fact]
    public void Colours_sizes_and_alignment_stay()
    {
        var html = HtmlCleaner.CleanForWriting("<p style=\"text-align:center\"><span style=\"color:#ff0000;font-size:18px;font-family:Georgia\">x</span></p>", HtmlUse.Sending, Known);

        foreach (var kept in new[] { "text-align", "color", "font-size", "font-family" })
            Assert.Contains(kept, html);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg><animate onbegin=alert(1)></svg>")]
    [InlineData("<iframe src=\"https://x.example\"></iframe>")]
    [InlineData("<form action=\"https://x.example\"><input></form>")]
    [InlineData("<img data-held-src=\"javascript:alert(1)\">")]
    [InlineData("<div data-held-src=\"https://x.example/a.png\"></div>")]
    [InlineData("<img src=\"cid:unknown\">")]
    [InlineData("<div id=\"x\" contenteditable></div>")]
    [InlineData("<p style=\"position:fixed;top:0\"></p>")]
    public void What_nobody_writes_goes_neither_into_the_editor_nor_into_a_message(string html)
    {
        foreach (var use in new[] { HtmlUse.Editing, HtmlUse.Sending })
        {
            var clean = HtmlCleaner.CleanForWriting(html, use, Known);
            foreach (var bad in new[] { "script", "onerror", "svg", "iframe", "form", "input", "javascript", "held", "cid:", "id=", "contenteditable", "position" })
                Assert.DoesNotContain(bad, clean);
        }
    }

    [Fact]
    public void A_picture_from_elsewhere_waits_in_the_editor_and_is_itself_again_in_the_message()
    {
        var edited = HtmlCleaner.CleanForWriting("<img src=\"https://x.example/a.png\" alt=\"A\" width=\"90\" height=\"90\">", HtmlUse.Editing, Known);
        Assert.DoesNotContain(" src=", edited);

        var sent = HtmlCleaner.CleanForWriting(edited, HtmlUse.Sending, Known);
        Assert.Contains("src=\"https://x.example/a.png\"", sent);
        Assert.DoesNotContain("held", sent);
    }

    [Fact]
    public void What_style_sheets_say_stands_in_the_attributes_of_what_is_quoted()
    {
        const string source = """
            <html><head><style>
            body { font-family: Georgia; background: #eeeeee }
            p { color: #ff0000; padding: 4px }
            .x, .unused { color: #0000ff }
            p.x b { font-weight: 400 !important }
            a:hover { color: #00ff00 }
            td:first-child { text-align: right }
            p { position: fixed; background: url(https://x.example/t.png) }
            @media (max-width: 600px) { p { color: #ffff00 } }
            </style></head><body><p>one</p><p class="x" style="padding:0">two <b style="font-weight:700">b</b></p><a href="https://x.example/">link</a><table><tr><td>1</td><td>2</td></tr></table></body></html>
            """;
        var html = HtmlCleaner.CleanForWriting(source, HtmlUse.Editing, Known);
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        string Style(string selector) => document.QuerySelector(selector)!.GetAttribute("style") ?? "";

        Assert.Contains("Georgia", Style("body > div"));
        Assert.Contains("rgba(238, 238, 238, 1)", Style("body > div"));
        Assert.Contains("rgba(255, 0, 0, 1)", Style("p"));
        Assert.Contains("padding", Style("p"));
        Assert.Contains("rgba(0, 0, 255, 1)", Style("p + p"));
        Assert.Matches("padding: ?0(px)?;", Style("p + p") + ";");
        Assert.Contains("400", Style("b"));
        Assert.Contains("right", Style("td"));
        Assert.Equal("", Style("td + td"));
        Assert.Equal("", Style("a"));
        foreach (var gone in new[] { "class", "fixed", "url(", "<style", "255, 255, 0", "important", "700" })
            Assert.DoesNotContain(gone, html);
    }

    [Fact]
    public void A_sheet_that_would_take_too_long_is_left_out()
    {
        var html = HtmlCleaner.CleanForWriting(
            "<style>" + string.Concat(Enumerable.Range(0, 3_000).Select(n => $"p.c{n} > b{{color:red}}")) + "</style><p class=c1><b>kept</b></p>", HtmlUse.Editing, Known);

        Assert.Equal("<p><b>kept</b></p>", html);
    }

    [Fact]
    public void The_reader_knows_nothing_of_pictures_that_wait() =>
        Assert.DoesNotContain("x.example", HtmlCleaner.Clean("<img data-held-src=\"https://x.example/a.png\" src=\"cid:one@webmail\"><p data-held-src=\"https://x.example/\">x</p>", _ => null, RenderChoice.Default).Body);

    private static string? Known(string id) => id == "one@webmail" ? id : null;
}

using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Tests.Reading;

public sealed class HtmlCleanerTests
{
    private const string Pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

    private static RenderedMessage Render(string html, bool allowRemote = false, params (string Cid, string Data)[] embedded) =>
        MessageRenderer.Render(
            new MessageContent([new TextSection(true, html)], embedded.ToDictionary(pair => pair.Cid, pair => pair.Data)),
            new RenderChoice { Pictures = allowRemote ? picture => picture.AbsoluteUri : null });

    [Theory]
    [InlineData("<script>x()</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg><animate onbegin=alert(1) attributeName=x dur=1s>")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>")]
    [InlineData("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>")]
    [InlineData("<a href=\"java\nscript:alert(1)\">x</a>")]
    [InlineData("<a href=\"&#1;javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>")]
    [InlineData("<a href=\"/logout\">x</a>")]
    [InlineData("<a href=\"vbscript:x\">x</a>")]
    [InlineData("<base href=\"https://evil.example/\"><a href=x>x</a>")]
    [InlineData("<meta http-equiv=refresh content=\"0;url=https://evil.example\">")]
    [InlineData("<link rel=stylesheet href=https://evil.example/x.css><link rel=dns-prefetch href=//evil.example>")]
    [InlineData("<form action=https://evil.example><input name=password><button>Go</button></form>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
    [InlineData("<object data=https://evil.example></object><embed src=https://evil.example>")]
    [InlineData("<template><img src=x onerror=alert(1)></template>")]
    [InlineData("<div id=getElementById name=body>x</div>")]
    [InlineData("<div style=\"position:fixed;top:0;left:0;width:100%;height:100%;z-index:99999\">x</div>")]
    [InlineData("<div style=\"background:url(https://evil.example/a)\">x</div>")]
    [InlineData("<div style=\"background:u\\72l(https://evil.example/a)\">x</div>")]
    [InlineData("<div style=\"background:url(https://evil.example/a\">x</div>")]
    [InlineData("<div style=\"--a:url(https://evil.example/a);background:var(--a)\">x</div>")]
    [InlineData("<div style=\"background:image-set('https://evil.example/a' 1x)\">x</div>")]
    [InlineData("<div style=\"list-style:url(https://evil.example/a);cursor:url(https://evil.example/a),auto\">x</div>")]
    [InlineData("<div style=\"width:expression(alert(1));behavior:url(x.htc);-moz-binding:url(x)\">x</div>")]
    [InlineData("<style>@import 'https://evil.example/x.css';@font-face{font-family:x;src:url(https://evil.example/f)}</style>x")]
    [InlineData("<style>a{color:red}</style><style>b{background:url(https://evil.example/x)}</style>x")]
    [InlineData("<style>a{font-family:'</style><script>alert(1)</script>'}</style>x")]
    [InlineData("<style>a{color:red;}<!-- </style><img src=x onerror=alert(1)> -->")]
    [InlineData("<style>@media screen{a{background:url(https://evil.example/x)}}@supports (x:y){a{position:fixed}}</style>x")]
    [InlineData("<style>a[title=\"</style><img src=x onerror=alert(1)>\"]{color:red}</style>")]
    [InlineData("<body background=https://evil.example/a style=\"background:url(https://evil.example/a)\">x")]
    [InlineData("<table background=https://evil.example/a><tr><td background=https://evil.example/b>x</table>")]
    [InlineData("<img srcset=\"https://evil.example/a 1x\" src=https://evil.example/b>")]
    [InlineData("<picture><source srcset=https://evil.example/a><img src=https://evil.example/b></picture>")]
    [InlineData("<video poster=https://evil.example/a src=https://evil.example/b></video><audio src=https://evil.example/b></audio>")]
    [InlineData("<a href=https://x.example ping=https://evil.example>x</a>")]
    [InlineData("<img src=\"//evil.example/a\"><img src=\"\\\\evil.example\\a\"><img src=\" https://evil.example/c\">")]
    [InlineData("<img src=\"data:image/svg+xml;base64,PHN2Zz4=\"><img src=\"data:text/html,x\">")]
    [InlineData("<!--[if mso]><img src=https://evil.example/a><![endif]--><!--><img src=x onerror=alert(1)>-->x")]
    [InlineData("<div style=\"margin-left:-2000px;margin-top:-500px\">x</div>")]
    [InlineData("<select><option><style></select><img src=x onerror=alert(1)></style>")]
    [InlineData("<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">")]
    [InlineData("<p>a\0<scr\0ipt>alert(1)</scr\0ipt>")]
    [InlineData("<style>@layer a{b{background:url(https://evil.example/x)}}@container (width>1px){b{position:fixed}}@namespace svg url(https://evil.example/n);b{c{position:fixed}}</style>x")]
    [InlineData("<style>@media screen{@media screen{b{background:url(https://evil.example/x)}}}@media (prefers-color-scheme:dark){b{background:url(https://evil.example/x);position:fixed}}</style>x")]
    [InlineData("<style>body{background:url(https://evil.example/x)}html,body{position:fixed;z-index:9}:root{--a:url(https://evil.example/x)}b{color:var(--a)}</style>x")]
    [InlineData("<div style=\"inset:0;transform:scale(9);animation:x 1s;filter:url(https://evil.example/f);mask:url(https://evil.example/m);clip-path:url(https://evil.example/c);content:url(https://evil.example/d)\">x</div>")]
    [InlineData("<div style=\"margin:calc(0px - 900px);margin-top:calc(1px * -9)\">x</div>")]
    [InlineData("<div style=\"background:\\75\\72\\6c(https://evil.example/a);color:red/**/;background/**/:url/**/(https://evil.example/b)\">x</div>")]
    [InlineData("<p style=\"color:red\" class=\"wm-quote wm-k0\">x</p><style>.wm-k0{color:red}\\</style\\><script>alert(1)</script>")]
    [InlineData("<details open ontoggle=alert(1)><summary>x</summary></details>")]
    public void Hostile_html_leaves_nothing_that_runs_or_loads(string html)
    {
        var message = Render(html);

        Assert.Null(CleanDocument.Fault(message));
    }

    [Fact]
    public void An_ordinary_message_keeps_its_look()
    {
        var message = Render("""
            <html><head><style>.btn:hover{color:#ff0000} @media (max-width:600px){td{width:100%!important}}</style></head>
            <body bgcolor="f0f0f0"><table width="600" cellpadding="0"><tr><td align="center" style="padding:10px 20px;font-family:Arial,sans-serif">
            <h1>Hello</h1><a class="btn" href="https://shop.example/?a=1&amp;b=2">Shop</a></td></tr></table></body></html>
            """);

        Assert.True(message.HasHtml);
        Assert.Contains("<table width=\"600\" cellpadding=\"0\" class=\"wm-wide\">", message.Body);
        Assert.Contains("padding: 10px 20px", message.Body);
        Assert.Contains("font-family: Arial, sans-serif", message.Body);
        Assert.Contains("href=\"https://shop.example/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer\"", message.Body);
        Assert.Contains("background-color", message.Body);
        Assert.Contains(".btn:hover{", message.Styles);
        Assert.Contains("@media (max-width: 600px){td{width:100%!important;}", message.Styles.Replace(" !important", "!important;").Replace("width: 100%", "width:100%").Replace(";;", ";"));
    }

    [Fact]
    public void A_remote_picture_leaves_a_box_of_its_size_with_its_text()
    {
        var message = Render("<img src=https://x.example/a.png width=280 height=120 alt='Frost &lt;am&gt; Beet' style='display:block'>");

        Assert.Equal(1, message.RemoteContentCount);
        Assert.Equal(0, message.TrackerCount);
        Assert.Contains("class=\"wm-blocked\" role=\"img\" aria-label=\"Frost ", message.Body);
        Assert.Matches("width: ?280px", message.Body);
        Assert.Matches("height: ?120px", message.Body);
        Assert.Contains("&lt;am&gt;", message.Body);
        Assert.DoesNotContain("x.example", message.Body);
    }

    [Fact]
    public void Pictures_load_once_the_person_agrees_but_trackers_never_do()
    {
        const string html = "<img src=https://x.example/a.png width=280><img src=https://x.example/t.gif width=1 height=1><td style='background:url(https://x.example/b.png)'>";

        var blocked = Render(html);
        var loaded = Render(html, allowRemote: true);

        Assert.Equal(1, blocked.RemoteContentCount);
        Assert.Equal(1, blocked.TrackerCount);
        Assert.Contains("src=\"https://x.example/a.png\"", loaded.Body);
        Assert.DoesNotContain("t.gif", loaded.Body);
        Assert.Equal(0, loaded.RemoteContentCount);
    }

    [Fact]
    public void A_remote_background_loads_once_the_person_agrees()
    {
        const string html = "<table background=https://x.example/t.png><tr><td style='background:#fff url(https://x.example/b.png) no-repeat'>x</table>";

        Assert.Equal(2, Render(html).RemoteContentCount);
        var loaded = Render(html, allowRemote: true);
        Assert.Contains("x.example/t.png", loaded.Body);
        Assert.Contains("x.example/b.png", loaded.Body);
    }

    [Fact]
    public void An_embedded_picture_is_shown_and_a_missing_one_leaves_its_text()
    {
        var message = Render("<img src=\"cid:a%40b\"><img src=cid:none alt=Missing><img src=" + Pixel + ">", false, ("a@b", Pixel));

        Assert.Equal(2, message.Body.Split(Pixel).Length - 1);
        Assert.Contains("Missing", message.Body);
        Assert.Equal(0, message.RemoteContentCount);
    }

    [Fact]
    public void Direction_and_language_follow_the_message()
    {
        var message = Render("<html dir=rtl lang=ar><body>مرحبا</body></html>");

        Assert.Equal(("rtl", "ar"), (message.Direction, message.Language));
        Assert.StartsWith("<!DOCTYPE html><html dir=\"rtl\" lang=\"ar\">", FrameDocument.Write(message, new FrameLook(false, "b", "q")));
    }

    [Fact]
    public void The_quoted_end_of_a_reply_is_folded()
    {
        var gmail = Render("<div>Thanks!</div><div class=gmail_quote><div class=gmail_attr>On Monday X wrote:</div><blockquote>Old</blockquote></div>");
        var thunderbird = Render("<p>Danke</p><div class=moz-cite-prefix>Am 1.1. schrieb X:</div><blockquote type=cite>Alt</blockquote>");
        var outlook = Render("<p>Hi</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><b>From:</b> X</div></div><p>Old</p>");
        var mac = Render("<p>Hi</p><div style='BORDER-BOTTOM: medium none; BORDER-TOP: #b5c4df 1pt solid'><b>From:</b> X</div><p>Old</p>");

        Assert.Matches("Thanks!</div><details class=\"wm-quote\"><summary></summary><div class=\"gmail_quote\">", gmail.Body);
        Assert.Matches("Danke</p><details class=\"wm-quote\"><summary></summary><div class=\"moz-cite-prefix\">.*Alt.*</details>", thunderbird.Body);
        Assert.Matches("Hi</p><details class=\"wm-quote\"><summary></summary><div><div.*From:.*Old</p></details>", outlook.Body);
        Assert.Matches("Hi</p><details class=\"wm-quote\"><summary></summary><div.*From:.*Old</p></details>", mac.Body);
    }

    [Fact]
    public void A_plain_quotation_is_folded_where_it_is_introduced_as_a_message()
    {
        Assert.Matches("Hi</p><details.*<blockquote><p>Am 18.11.2026 schrieb Jonas", Render("<p>Hi</p><blockquote><p>Am 18.11.2026 schrieb Jonas Weber:</p>text</blockquote>").Body);
        Assert.DoesNotContain("<details", Render("<p>Goethe says</p><blockquote>Text of his</blockquote>").Body);
    }

    [Fact]
    public void A_forward_and_a_message_of_only_a_quote_stay_open()
    {
        Assert.DoesNotContain("<details", Render("<div>FYI</div><div class=gmail_quote><div class=gmail_attr>---------- Forwarded message</div>Text</div>").Body);
        Assert.DoesNotContain("<details", Render("<blockquote type=cite>Only this</blockquote>").Body);
        Assert.DoesNotContain("<details", Render("<p>a</p><blockquote type=cite>q</blockquote><p>answer in between</p>").Body);
    }

    [Fact]
    public void Html_past_a_limit_is_shown_as_text_with_a_word()
    {
        string[] heavy =
        [
            string.Concat(Enumerable.Repeat("<div>", 50_000)) + "text",
            string.Concat(Enumerable.Repeat("<b>x</b>", 70_000)),
            "<p>text</p>" + new string('x', BoundedHtmlParser.MaxCharacters),
            string.Concat(Enumerable.Range(0, 400).Select(i => $"<font color=c{i}>")) + string.Concat(Enumerable.Repeat("<p>x</p></table>", 20_000)),
        ];
        foreach (var html in heavy)
        {
            var message = Render(html);
            Assert.True(message.Notices.HasFlag(MessageNotice.ShownAsText));
            Assert.False(message.HasHtml);
            Assert.NotEmpty(message.Body);
        }
    }

    [Fact]
    public void Css_that_would_exhaust_the_stack_is_dropped()
    {
        var message = Render("<style>a{width:" + string.Concat(Enumerable.Repeat("calc(", 50_000)) + "}</style><p style='width:" + new string('(', 50_000) + "'>text</p>");

        Assert.Equal("", message.Styles);
        Assert.Contains("text", message.Body);
    }

    [Fact]
    public void Cleaning_twice_changes_nothing()
    {
        const string html = "<p class=a style='color:red;margin:1px'>x<a href=https://a.example/?x=%22>y</a><table><tr><td>z</table><img src=https://x.example/a width=200 height=100 alt=A>";
        var once = Render(html).Body;
        var twice = Render(once).Body;

        Assert.Equal(once, twice.Replace("<div class=\"wm-mail\">" + once + "</div>", once));
    }

    [Fact]
    public void A_large_newsletter_is_cleaned_quickly()
    {
        var row = "<tr><td align=left class=m style=\"padding:10px 20px;font-family:Arial,Helvetica,sans-serif;font-size:{1}px;color:#333\"><a href=\"https://c.example/t?u={0}\" style=\"color:#06c;text-decoration:none\">Product {0}</a><img src=\"https://i.example/{0}.png\" width=280 height=120 alt=\"Photo {0}\" style=\"display:block;border:0\"></td></tr>";
        var html = "<html><body><table>" + string.Concat(Enumerable.Range(0, 650).Select(i => row.Replace("{0}", $"{i}").Replace("{1}", $"{12 + i % 5}"))) + "</table></body></html>";
        Assert.InRange(html.Length, 180_000, 260_000);
        for (var i = 0; i < 5; i++)
            Render(html);

        var times = Enumerable.Range(0, 9).Select(_ =>
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            Render(html);
            return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).Order().ToArray();

        TestContext.Current.SendDiagnosticMessage("{0:0.0} ms for {1} characters", times[4], html.Length);
        // The goal is 30 ms in a release build on a quiet machine (./bench.sh --only cleaning); this bound only catches another order of
        // growth, and the best of nine says so on a busy machine as well.
        Assert.True(times[0] < 300, $"{times[0]:0} ms");
    }
}

namespace Webmail.Engine.Reading;

/// <summary>
/// Renders a small message that nobody wrote, so that what is read and compiled once in a process need not be waited for by whoever opens the
/// first message: a quarter of a second of one processor.
/// </summary>
public static class Rehearsal
{
    /// <summary>What newsletters, office programs and replies are made of, once each.</summary>
    private const string EveryKindOfMarkup = """
        <html lang="en" dir="ltr"><head><meta name="color-scheme" content="light dark"><style>
        body,td{font:14px/22px Arial,sans-serif;color:#333;background:#fff url(https://a.example/b.png) no-repeat}
        a:hover{text-decoration:underline} .c{margin:0 auto;padding:1px 2px 3px;border:1px solid red;border-radius:4px;display:none}
        h1{text-shadow:1px 1px 2px rgba(0,0,0,.5);background-image:linear-gradient(#fff,#eee);letter-spacing:.5px;text-align:center;vertical-align:top}
        @media only screen and (max-width:620px){.w{width:100%!important}} @media (prefers-color-scheme:dark){p{color:#eee}}
        </style></head><body bgcolor="white" text="#000000" style="margin:0;background:#f2f2f2"><table class="w" width="800" bgcolor="navy" border="0"><tr>
        <td style="padding:8px 16px;width:50%;font-weight:bold;border-top:1px solid #ccc;line-height:1.5;max-width:40em;border-collapse:collapse;height:auto;float:left">
        <a href="https://a.example/?utm_source=b" style="color:#15c!important">bank.example</a><a href="mailto:a@b.example">1</a>
        <img src="https://a.example/c.png" srcset="https://a.example/d.png 2x" width="9" height="9" alt="2"><img src="https://a.example/e.gif" width="1" height="1">
        <img src="data:image/png;base64,AAAA"></td></tr></table><h1>3</h1><ul><li><font color="red" size="2">4</font></li></ul><pre>5</pre><form><input value="6"><button>7</button></form>
        <p class="MsoNormal"><o:p>8</o:p></p><script>9</script><svg></svg><p>10</p><div class="gmail_quote">On Monday X wrote:<blockquote type="cite">11</blockquote></div></body></html>
        """;

    private const string PlainText = "> 1\n\n2 https://a.example/?b=c\n-- \n3";

    /// <summary>Runs it. What comes out is of no use, but for telling that every step was taken.</summary>
    public static RenderedMessage Run() =>
        MessageRenderer.Render(new MessageContent([new TextSection(true, EveryKindOfMarkup), new TextSection(false, PlainText)], MessageContent.Nothing.Embedded));
}

using System.Globalization;
using System.Text.RegularExpressions;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Tests.Reading.Html;

public sealed partial class DarkMailTests
{
    private static readonly FrameLook Dark = new(true, "b", "q");

    private static RenderedMessage Render(string html) =>
        MessageRenderer.Render(new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded));

    [Fact]
    public void Whatever_could_be_read_on_white_can_be_read_on_dark()
    {
        int[] steps = [0, 51, 102, 128, 153, 204, 238, 255];
        var colours = (from r in steps from g in steps from b in steps select (r, g, b)).ToList();
        var backgrounds = colours.Select(one => Read(DarkPalette.Background(Css(one))!)).Distinct().ToList();
        var texts = colours.Select(one => Read(DarkPalette.Text(Css(one))!)).Distinct().ToList();

        var lightestBackground = backgrounds.MaxBy(Luminance);
        var darkestText = texts.MinBy(Luminance);

        Assert.True(Contrast(darkestText, lightestBackground) >= 4.5, $"{darkestText} on {lightestBackground}: {Contrast(darkestText, lightestBackground)}");
    }

    [Fact]
    public void Paper_becomes_the_page_and_ink_becomes_light()
    {
        Assert.Equal("#151b20", DarkPalette.Background("rgba(255, 255, 255, 1)"));
        Assert.True(Luminance(Read(DarkPalette.Text("rgb(0,0,0)")!)) > 0.8);
        Assert.Null(DarkPalette.Text("inherit"));
        Assert.Null(DarkPalette.Background("transparent"));
        Assert.Null(DarkPalette.Background("rgba(0, 0, 0, 0)"));
    }

    [Fact]
    public void The_body_is_the_same_in_light_and_dark_and_pictures_are_not_touched()
    {
        var message = Render("<p style='color:#333'>x<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></p>");

        Assert.Contains(message.Body, FrameDocument.Write(message, Dark));
        Assert.Contains(message.Body, FrameDocument.Write(message, Dark with { IsDark = false }));
        Assert.DoesNotContain(message.DarkStyles, FrameDocument.Write(message, Dark with { IsDark = false }));
        Assert.DoesNotContain("filter", FrameDocument.Write(message, Dark));
    }

    [Fact]
    public void Style_attributes_of_html_and_of_css_get_a_dark_counterpart_by_a_class()
    {
        var message = Render("<table bgcolor=white><tr><td bgcolor='#EEE' style='color:#222222'><font color=black>x</font></td></tr></table>");

        var classes = Class().Matches(message.Body).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, classes.Distinct().Count());
        Assert.Contains($":where(.{classes[0]}){{background-color:#151b20;}}", message.DarkStyles);
        Assert.Matches($@":where\(\.{classes[1]}\)\{{color:#[0-9a-f]{{6}}!important;\}}", message.DarkStyles);
    }

    [Fact]
    public void A_rule_of_the_sender_s_is_repeated_with_other_colours_in_its_media()
    {
        var message = Render("<style>.a{color:#111111;padding:4px} @media (max-width: 600px){.a{background:#ffffff!important}}</style><p class=a>x");

        Assert.Matches(@"\.a\{color:#[0-9a-f]{6};\}", message.DarkStyles);
        Assert.Contains("@media (max-width: 600px){.a{background-color:#151b20!important;}}", message.DarkStyles);
        Assert.DoesNotContain("padding", message.DarkStyles);
    }

    [Fact]
    public void A_colour_that_a_style_attribute_calls_important_can_still_be_darkened()
    {
        var message = Render("<p style='color:#000000 !important;margin:0'>x");

        Assert.DoesNotContain("important", message.Body);
        Assert.Matches(@"\.wm-k0\.wm-k0\.wm-k0\{color:.*!important;\}", message.Styles);
        Assert.Matches(@"\.wm-k0\.wm-k0\.wm-k0\{color:#[0-9a-f]{6}!important;\}", message.DarkStyles);
    }

    [Fact]
    public void A_sender_s_own_dark_style_is_respected()
    {
        var message = Render("""
            <html><head><meta name="color-scheme" content="light dark"><style>.card{background:#ffffff;color:#000000}
            @media (prefers-color-scheme: dark){.card{background:#202020!important;color:#fafafa!important} body{background:#101010}}</style></head><body><div class=card>x</div>
            """);

        Assert.DoesNotContain("prefers-color-scheme", message.Styles + message.DarkStyles);
        Assert.DoesNotContain("#202020", message.Styles);
        Assert.Contains(".card{", message.DarkStyles);
        Assert.Contains("rgba(32, 32, 32, 1)", message.DarkStyles);
        Assert.DoesNotContain("#151b20", message.DarkStyles);
        Assert.Equal("rgba(16, 16, 16, 1)", message.Canvas.Dark);
        Assert.Contains("content=\"dark\"", FrameDocument.Write(message, Dark));
    }

    [Fact]
    public void A_dark_style_for_some_things_on_paper_leaves_the_paper_white()
    {
        var message = Render("<style>@media (prefers-color-scheme: dark){.card{background:#202020}}</style><p>black on white <b class=card>x</b>");

        Assert.True(message.IsDarkOnPaper);
        Assert.Contains("content=\"light\"", FrameDocument.Write(message, Dark));
    }

    [Fact]
    public void Pictures_that_are_only_swapped_in_the_dark_are_swapped_and_the_rest_is_adapted()
    {
        var message = Render("<style>@media screen and (prefers-color-scheme: dark){.logo-light{display:none!important}}</style><p style='color:#000'>x");

        Assert.False(message.IsDarkOnPaper);
        Assert.Contains(".logo-light{", message.DarkStyles);
        Assert.Contains("color:#", message.DarkStyles);
    }

    [Fact]
    public void The_background_of_the_sender_s_body_is_the_page_s()
    {
        var message = Render("<style>body{margin:0;padding:0;background:#f4f4f4}</style><body><p>x</p>");

        Assert.Equal("rgba(244, 244, 244, 1)", message.Canvas.Light);
        Assert.Contains(":where(.wm-mail){", message.Styles);
        Assert.DoesNotMatch(@"(^|\})\s*body", message.Styles);
        Assert.Contains("html{background:rgba(244, 244, 244, 1)}", FrameDocument.Write(message, Dark with { IsDark = false }));
    }

    [Fact]
    public void A_gradient_becomes_dark_and_what_frames_light_text_stays_light()
    {
        var message = Render("<p style='background:linear-gradient(#ffffff,#f0f0ff);border:1px solid #ffffff;color:#ffffff'>x");

        Assert.Contains("background-image:linear-gradient(#151b20, #", message.DarkStyles.Replace(",#", ", #"));
        Assert.Contains("border-top-color:rgba(255, 255, 255, 1)!important", message.DarkStyles);
    }

    [Theory]
    [InlineData("(prefers-color-scheme: dark)", null, true)]
    [InlineData("screen and (prefers-color-scheme: dark)", null, true)]
    [InlineData("(prefers-color-scheme: dark) and (max-width: 600px)", "(max-width: 600px)", true)]
    [InlineData("(max-width: 600px) and (prefers-color-scheme: light)", "(max-width: 600px)", false)]
    [InlineData("(max-width: 600px)", "(max-width: 600px)", false)]
    public void A_media_query_about_colours_is_answered_by_the_switch(string query, string? condition, bool isDark) =>
        Assert.Equal(new MediaScope(condition, isDark), MediaScope.Of(query));

    [Theory]
    [InlineData("not (prefers-color-scheme: dark)")]
    [InlineData("print, (prefers-color-scheme: dark)")]
    [InlineData("(prefers-color-scheme: no-preference)")]
    public void One_that_cannot_be_answered_so_is_left_out(string query) => Assert.Null(MediaScope.Of(query));

    [Fact]
    public void Text_can_be_larger_and_then_shrinks_sooner_what_is_too_wide()
    {
        var larger = FrameDocument.Write(Render("<p>x"), Dark with { TextSize = 130 });

        Assert.Contains("body{zoom:1.3}", larger);
        Assert.Contains("@media(max-width:780px){", larger);
        Assert.Contains("@media(max-width:600px){", FrameDocument.Write(Render("<p>x"), Dark));
    }

    private static string Css((int R, int G, int B) colour) => string.Create(CultureInfo.InvariantCulture, $"rgb({colour.R},{colour.G},{colour.B})");

    private static (int R, int G, int B) Read(string hex) =>
        (Convert.ToInt32(hex[1..3], 16), Convert.ToInt32(hex[3..5], 16), Convert.ToInt32(hex[5..7], 16));

    // WCAG 2.2, relative luminance.
    private static double Luminance((int R, int G, int B) colour)
    {
        static double Linear(int octet) => octet / 255d is var value && value <= 0.04045 ? value / 12.92 : Math.Pow((octet / 255d + 0.055) / 1.055, 2.4);
        return 0.2126 * Linear(colour.R) + 0.7152 * Linear(colour.G) + 0.0722 * Linear(colour.B);
    }

    private static double Contrast((int R, int G, int B) light, (int R, int G, int B) dark) => (Luminance(light) + 0.05) / (Luminance(dark) + 0.05);

    [GeneratedRegex(@"(wm-k\d+)""")]
    private static partial Regex Class();
}

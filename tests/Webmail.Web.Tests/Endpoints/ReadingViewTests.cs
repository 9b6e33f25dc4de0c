using System.Net;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>How one message is shown: the forms of its frame, and the menu that asks for them.</summary>
public sealed class ReadingViewTests
{
    private const string Newsletter = """
        From: news@shop.example
        Subject: Sale
        MIME-Version: 1.0
        Content-Type: text/html; charset=utf-8

        <style>body{background:#eeeeee}</style><table><tr><td style="font-size:28px;color:#000000">Autumn</td></tr><tr><td><img src="https://shop.example/a.png" width=300 height=100 alt="Shoes"></td></tr></table>

        """;

    private const string Plain = "From: petra@a.example\nSubject: Hi\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHello\n";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dark_page_darkens_html_by_a_style_sheet_and_leaves_the_message_as_it_is()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        var light = await host.Browser.GetStringAsync(MessageHost.Message + "/body?theme=light", Now);
        var dark = await host.Browser.GetStringAsync(MessageHost.Message + "/body?theme=dark", Now);

        Assert.Contains("content=\"dark\"", dark);
        Assert.Contains(":where(.wm-k", dark);
        Assert.Contains("content=\"light\"", light);
        Assert.DoesNotContain(":where(.wm-k", light);
        Assert.Equal(light[light.IndexOf("<body>", StringComparison.Ordinal)..], dark[dark.IndexOf("<body>", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task The_text_alone_comes_by_the_address_with_the_same_policy_and_the_same_consent()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var answer = await host.Browser.GetAsync(MessageHost.Message + "/body?view=article", Now);

        var html = await answer.Content.ReadAsStringAsync(Now);
        Assert.Contains("<div class=\"wm-article\"><h2>Autumn</h2>", html);
        Assert.DoesNotContain("https://shop.example", html);
        Assert.StartsWith("sandbox allow-popups", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("/image?p=", await host.Browser.GetStringAsync(MessageHost.Message + "/body?view=article&remote=1", Now));
    }

    [Theory]
    [InlineData("130", "body{zoom:1.3}")]
    [InlineData("100", null)]
    [InlineData("999", null)]
    [InlineData("1}*{display:none", null)]
    public async Task Only_a_size_that_can_be_chosen_changes_the_text(string size, string? style)
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        var html = await host.Browser.GetStringAsync(MessageHost.Message + "/body?size=" + WebUtility.UrlEncode(size), Now);

        Assert.Equal(style is not null, html.Contains("zoom:", StringComparison.Ordinal));
        if (style is not null)
            Assert.Contains(style, html);
    }

    [Fact]
    public async Task The_menu_offers_what_the_message_has()
    {
        await using var newsletter = await MessageHost.StartAsync(Newsletter);
        await using var plain = await MessageHost.StartAsync(Plain);

        var dark = await newsletter.Browser.GetStringAsync(MessageHost.Message + "?theme=dark", Now);
        var light = await newsletter.Browser.GetStringAsync(MessageHost.Message + "?theme=light", Now);
        var text = await plain.Browser.GetStringAsync(MessageHost.Message + "?theme=dark", Now);

        Assert.Contains("data-look=\"theme\"", dark);
        Assert.Contains("data-look=\"view\"", dark);
        Assert.DoesNotContain("rd-frame paper", dark);
        Assert.DoesNotContain("data-look=\"theme\"", light);
        Assert.Contains("data-look=\"size\" data-value=\"130\"", text);
        Assert.DoesNotContain("data-look=\"view\"", text);
    }
}

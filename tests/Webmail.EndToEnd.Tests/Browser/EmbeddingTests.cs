using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The page inside another one.</summary>
public sealed class EmbeddingTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task In_a_frame_the_page_leaves_out_what_the_page_around_it_has()
    {
        await SeedAsync(3);
        var mail = await SignedInAsync();
        await mail.Page.GotoAsync("/settings/general");
        await mail.ReadyAsync();
        await mail.Page.EvaluateAsync("document.body.append(Object.assign(document.createElement('iframe'), { id: 'panel', src: '/mail', width: 1280, height: 800 }))");
        var panel = mail.Page.FrameLocator("#panel");
        await Expect(panel.GetByTestId("message-row")).ToHaveCountAsync(3);
        await Expect(panel.Locator("body")).ToHaveAttributeAsync("data-ready", "true");
        await Expect(panel.Locator(".brand")).ToBeHiddenAsync();
        await Expect(panel.Locator(".sheet")).ToHaveCSSAsync("border-top-left-radius", "0px");
        await Expect(mail.Page.Locator("body > .brand, .rail .brand").First).ToBeVisibleAsync();
    }
}

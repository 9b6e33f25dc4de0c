using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>A walk on a phone.</summary>
public sealed class PhoneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task On_a_phone_one_reads_goes_back_archives_and_changes_the_mailbox()
    {
        await SeedAsync(20);
        await PutAsync("Kunden", new Letter("eins"));
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync(options =>
        {
            options.ViewportSize = new() { Width = 390, Height = 844 };
            options.HasTouch = true;
            options.IsMobile = true;
        });
        await Expect(mail.Row(20)).ToBeInViewportAsync();
        await Expect(mail.Reader).ToBeHiddenAsync();
        Assert.False(await mail.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), "Nothing is wider than the phone");

        await mail.Row(19).TapAsync();
        await mail.IsOpenAsync(19);
        await Expect(mail.Reader).ToBeVisibleAsync();
        await Expect(mail.Body).ToContainTextAsync("Hello");
        Assert.False(await mail.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), "Nothing is wider than the phone");
        await mail.Page.Locator("[data-ui=back]:visible").TapAsync();
        await Expect(mail.List).ToBeVisibleAsync();
        await Expect(mail.Reader).ToBeHiddenAsync();

        await mail.Row(18).TapAsync();
        await mail.IsOpenAsync(18);
        await mail.Action("archive").TapAsync();
        await Elsewhere.UntilAsync(() => server.UidsAsync("Archive"), uids => uids.Count == 1, "One in Archive");

        await mail.Page.GotoAsync("/mail");
        await mail.ReadyAsync();
        await mail.Page.Locator("[data-ui=drawer]:visible, [data-toggle=drawer]:visible").First.TapAsync();
        await mail.Mailbox("Kunden").TapAsync();
        await Expect(mail.List).ToHaveAttributeAsync("data-mailbox", "Kunden");
        await Expect(mail.RowOf("eins")).ToBeVisibleAsync();
        await Expect(mail.RowOf("eins")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_tablet_shows_list_and_reader_and_a_narrow_rail()
    {
        await SeedAsync(5);
        var mail = await SignedInAsync(options => options.ViewportSize = new() { Width = 1024, Height = 768 });
        await mail.OpenAsync(4);
        await Expect(mail.List).ToBeVisibleAsync();
        await Expect(mail.Reader).ToBeVisibleAsync();
        var rail = await mail.Page.Locator("#rail").BoundingBoxAsync();
        Assert.InRange(rail!.Width, 48, 80);
    }
}

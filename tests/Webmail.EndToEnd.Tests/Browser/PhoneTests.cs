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
        var mail = await SignedInAsync(OfPhone);
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
    public async Task A_row_is_archived_or_deleted_by_a_swipe_that_goes_far_enough()
    {
        await SeedAsync(8);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync(OfPhone);
        await Expect(mail.Row(8)).ToBeInViewportAsync();

        // The server draws what is in a row anew when it learns more of it, also under a finger.
        await SwipeAsync(mail, 8, 0.2f, () => mail.Row(8).EvaluateAsync("row => row.replaceChildren(...[...row.children].map(child => child.cloneNode(true)))"));
        await mail.IsThereAsync(8);
        await Expect(mail.Row(8)).ToHaveCSSAsync("transform", "none");

        await SwipeAsync(mail, 8, 0.6f);
        await mail.IsGoneAsync(8);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Archive"), uids => uids.Count == 1, "One in Archive");
        await SwipeAsync(mail, 7, -0.6f);
        await mail.IsGoneAsync(7);
        await mail.LookAtToastAsync();
        await Elsewhere.UntilAsync(() => server.UidsAsync("Trash"), uids => uids.Count == 1, "One in Trash");
        await mail.UndoAsync();
        await mail.HasTotalAsync(7);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Trash"), uids => uids.Count == 0, "None in Trash");
    }

    [Fact]
    public async Task A_newsletter_that_was_made_for_a_desk_fits_the_phone()
    {
        await PutAsync("INBOX", new Letter("Newsletter")
        {
            Html = """
                <table width="100%"><tr><td align="center"><table width="640" style="min-width:640px"><tr><td style="padding:24px">
                <h1>Neues aus dem Garten</h1><div style="width:600px"><p style="white-space:nowrap">Die schönsten Sorten für halbschattige Beete, dazu Tipps aus der Gärtnerei.</p></div>
                <img src="https://pictures.outside.test/a.png" width="600" height="200" alt="Rosen"></td></tr></table></td></tr></table>
                """,
        });
        var mail = await SignedInAsync(OfPhone);
        await mail.Row(1).TapAsync();
        await mail.IsOpenAsync(1);
        await Expect(mail.Body).ToContainTextAsync("Neues aus dem Garten");
        Assert.Equal(390, await mail.Body.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth"));
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

    private static void OfPhone(BrowserNewContextOptions options)
    {
        options.ViewportSize = new() { Width = 390, Height = 844 };
        options.HasTouch = true;
        options.IsMobile = true;
    }

    /// <summary>One finger across a row, by a share of its width; to the left where it is negative.</summary>
    private static async Task SwipeAsync(MailPage mail, uint uid, float share, Func<Task>? midway = null)
    {
        var box = (await mail.Row(uid).BoundingBoxAsync())!;
        var (from, y, steps) = (box.X + (box.Width * (share > 0 ? 0.2f : 0.8f)), box.Y + (box.Height / 2), 8);
        var device = await mail.Page.Context.NewCDPSessionAsync(mail.Page);
        await TouchAsync("touchStart", from);
        for (var step = 1; step <= steps; step++)
        {
            await TouchAsync("touchMove", from + (box.Width * share * step / steps));
            if (step == steps / 2 && midway is not null)
                await midway();
        }

        await TouchAsync("touchEnd", null);
        await device.DetachAsync();

        Task TouchAsync(string type, float? x) => device.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = x is null ? Array.Empty<object>() : new object[] { new Dictionary<string, object> { ["x"] = x, ["y"] = y } },
        });
    }
}

using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Searching the open mailbox.</summary>
public sealed class SearchTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_word_of_the_subject_finds_its_messages_and_escape_returns()
    {
        await PutAsync("INBOX", new Letter("Dachgarten Grün"), new Letter("Rechnung"), new Letter("Noch ein Dachgarten"));
        var mail = await SignedInAsync();
        await mail.Page.Keyboard.PressAsync("/");
        await Expect(mail.Search).ToBeFocusedAsync();
        await mail.Search.FillAsync("dachgarten");
        await mail.Page.Keyboard.PressAsync("Enter");
        await Expect(mail.Page.GetByTestId("search-status")).ToHaveAttributeAsync("data-state", "done");
        await Expect(mail.List).ToHaveAttributeAsync("data-view", "search");
        await Expect(mail.Rows).ToHaveCountAsync(2);
        await Expect(mail.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"[?&]q=dachgarten"));
        await mail.Page.Keyboard.PressAsync("Escape");
        await Expect(mail.List).ToHaveAttributeAsync("data-view", "all");
        await Expect(mail.Rows).ToHaveCountAsync(3);
    }

    [Theory]
    [InlineData("hoffmann", 2)]
    [InlineData("Grüße aus Köln", 1)]
    [InlineData("\"quoted\" \\ {3}", 0)]
    public async Task Senders_umlauts_and_odd_characters_are_searched_as_they_are(string text, int hits)
    {
        await PutAsync("INBOX", new Letter("Grüße aus Köln"), new Letter("Anderes"), new Letter("Drittes") { From = "X <x@outside.test>" });
        var mail = await SignedInAsync();
        await mail.Search.FillAsync(text);
        await mail.Search.PressAsync("Enter");
        await Expect(mail.Page.GetByTestId("search-status")).ToHaveAttributeAsync("data-state", "done");
        await mail.HasTotalAsync(hits);
    }

    [Fact]
    public async Task A_hit_is_opened_and_deleted_like_any_other()
    {
        await PutAsync("INBOX", new Letter("Suche mich"), new Letter("Anderes"));
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.Search.FillAsync("Suche");
        await mail.Search.PressAsync("Enter");
        await mail.HasTotalAsync(1);
        await mail.OpenAsync(1);
        await mail.Action("delete").ClickAsync();
        await mail.HasTotalAsync(0);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Trash"), uids => uids.Count == 1, "One in Trash");
    }
}

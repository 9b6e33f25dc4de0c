using System.Collections.Concurrent;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The list of messages, and opening one.</summary>
public sealed class ListTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Rows_show_sender_subject_and_date_newest_first()
    {
        await PutAsync("INBOX", new Letter("Erstes"), new Letter("Grüße 🌻") { From = "Jörg Müller <joerg@outside.test>" });
        var mail = await SignedInAsync();
        await mail.HasTotalAsync(2);
        var first = mail.Rows.First;
        await Expect(first.GetByTestId("row-from")).ToContainTextAsync("Jörg Müller");
        await Expect(first.GetByTestId("row-subject")).ToHaveTextAsync("Grüße 🌻");
        await Expect(first.GetByTestId("row-date")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d\d:\d\d$"));
        await Expect(first).ToHaveAttributeAsync("data-index", "0");
        await Expect(first).ToHaveAttributeAsync("data-unread", "true");
    }

    [Theory]
    [InlineData("right", "comfortable")]
    [InlineData("right", "compact")]
    [InlineData("below", "comfortable")]
    [InlineData("below", "compact")]
    [InlineData("off", "comfortable")]
    public async Task A_row_holds_what_it_shows_in_every_layout(string layout, string density)
    {
        await PutAsync("INBOX", new Letter("Angebot"), new Letter("Grüße 🌻"));
        var mail = await SignedInAsync();
        await mail.HasTotalAsync(2);
        var cut = await mail.Page.EvaluateAsync<string[]>(
            """
            ([layout, density]) => {
              Object.assign(document.documentElement.dataset, { layout, density });
              return [...document.querySelectorAll('[data-testid=message-row]')].flatMap(row => {
                const box = row.getBoundingClientRect();
                return [...row.querySelectorAll('.av,.from,.subj,.prev,time')].filter(e => {
                  const own = e.getBoundingClientRect();
                  return own.height > 0 && (own.top < box.top || own.bottom > box.bottom);
                }).map(e => e.className || e.localName);
              });
            }
            """,
            new[] { layout, density });
        Assert.Empty(cut);
    }

    [Fact]
    public async Task A_click_opens_the_message_and_its_text_is_there()
    {
        await PutAsync("INBOX", new Letter("Angebot") { Text = "Der Preis ist 42 Euro.\n" }, new Letter("Anderes"));
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        await Expect(mail.Reader.Locator("[data-testid=message-subject]:visible")).ToContainTextAsync("Angebot");
        await Expect(mail.Reader.Locator("[data-testid=message-from]:visible")).ToContainTextAsync("petra.hoffmann@outside.test");
        await Expect(mail.Body).ToContainTextAsync("Der Preis ist 42 Euro.");
        await Expect(mail.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/mail/INBOX/1$"));
        await Expect(mail.Row(1)).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task J_and_K_go_to_the_next_and_the_previous_message()
    {
        await SeedAsync(30);
        var mail = await SignedInAsync();
        await mail.OpenAsync(30);
        foreach (var (key, uid) in new (string, uint)[] { ("j", 29), ("j", 28), ("k", 29), ("ArrowDown", 28), ("ArrowUp", 29) })
        {
            await mail.Page.Keyboard.PressAsync(key);
            await mail.IsOpenAsync(uid);
        }
    }

    [Fact]
    public async Task Back_and_forward_walk_through_mailbox_and_message()
    {
        await SeedAsync(5);
        var mail = await SignedInAsync();
        await mail.OpenAsync(3);
        await Expect(mail.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/mail/INBOX/3$"));
        var pages = new ConcurrentQueue<string>();
        mail.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url).AbsolutePath.StartsWith("/mail", StringComparison.Ordinal)) pages.Enqueue(request.Url);
        };
        await mail.Page.GoBackAsync();
        await Expect(mail.Reader).Not.ToHaveAttributeAsync("data-uid", "3");
        await Expect(mail.Reader.Locator(".rd-empty")).ToBeVisibleAsync();
        await mail.Page.GoForwardAsync();
        await mail.IsOpenAsync(3);
        await Expect(mail.Reader.Locator(".rd-empty")).ToBeHiddenAsync();
        Assert.Empty(pages);
    }

    [Fact]
    public async Task An_opened_message_becomes_read_here_and_on_the_server()
    {
        await SeedAsync(9);
        var mail = await SignedInAsync();
        await mail.IsMarkedAsync(9, "unread", true);
        await mail.OpenAsync(9);
        await mail.IsMarkedAsync(9, "unread", false);
        using var elsewhere = await ElsewhereAsync();
        await Elsewhere.UntilAsync(() => elsewhere.UidsAsync("INBOX", MailKit.Search.SearchQuery.Seen), uids => uids.Contains(9u), "9 should be read");
    }

    [Fact]
    public async Task The_filters_show_unread_and_flagged_messages_only()
    {
        await PutAsync(
            "INBOX",
            new Letter("read") { Flags = MailKit.MessageFlags.Seen },
            new Letter("unread"),
            new Letter("flagged") { Flags = MailKit.MessageFlags.Seen | MailKit.MessageFlags.Flagged });
        var mail = await SignedInAsync();
        await Expect(mail.Rows).ToHaveCountAsync(3);
        await mail.Page.Locator("[data-filter=unread]:visible").ClickAsync();
        await Expect(mail.Rows).ToHaveCountAsync(1);
        await mail.IsThereAsync(2);
        await mail.Page.Locator("[data-filter=flagged]:visible").ClickAsync();
        await Expect(mail.Rows).ToHaveCountAsync(1);
        await mail.IsThereAsync(3);
        await mail.Page.Locator("[data-filter=all]:visible").ClickAsync();
        await Expect(mail.Rows).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task The_end_of_ten_thousand_messages_is_one_jump_away()
    {
        await SeedAsync(10_000);
        var mail = await SignedInAsync();
        await mail.HasTotalAsync(10_000);
        Assert.InRange(await mail.Rows.CountAsync(), 20, 200);
        await mail.List.EvaluateAsync("list => list.scrollTop = list.scrollHeight");
        await mail.IsThereAsync(1);
        await Expect(mail.Row(1)).ToBeInViewportAsync();
        await Expect(mail.Row(1)).ToHaveAttributeAsync("data-index", "9999");
        await mail.List.EvaluateAsync("list => list.scrollTop = list.scrollHeight / 2");
        await mail.IsThereAsync(5_000);
        await mail.List.FocusAsync();
        await mail.Page.Keyboard.PressAsync("Home");
        await Expect(mail.Row(10_000)).ToBeInViewportAsync();
        await mail.Page.Keyboard.PressAsync("End");
        await Expect(mail.Row(1)).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Rows_and_mailboxes_are_links_that_open_in_a_new_tab()
    {
        await SeedAsync(3);
        var mail = await SignedInAsync();
        var tab = await mail.Page.Context.RunAndWaitForPageAsync(() => mail.Row(2).ClickAsync(new() { Button = Microsoft.Playwright.MouseButton.Middle }));
        var other = new MailPage(tab);
        await other.ReadyAsync();
        await other.IsOpenAsync(2);
    }
}

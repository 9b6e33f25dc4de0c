using System.Text.RegularExpressions;
using MailKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The server goes away and comes back, or pulls the mailbox away under the open page.</summary>
public sealed class TroubleTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const float LongEnoughToReconnect = 60_000;

    [Fact]
    public async Task A_server_that_is_restarted_is_waited_for_and_what_changed_meanwhile_shows()
    {
        await UseOwnServersAsync();
        ExpectedInLog = new Regex("connection|mail server|Polly|reconnect|unreachable", RegexOptions.IgnoreCase);
        await SeedAsync(8);
        var mail = await SignedInAsync();
        await mail.OpenAsync(8);
        await Expect(mail.Body).ToContainTextAsync("Hello");
        await Dovecot.KillAsync(Cancelled);
        await Expect(mail.Page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-sync", "offline", new() { Timeout = LongEnoughToReconnect });
        await Expect(mail.Page.GetByTestId("offline-banner")).ToBeVisibleAsync();
        await Expect(mail.Body).ToContainTextAsync("Hello");
        await Expect(mail.Rows).ToHaveCountAsync(8);
        // Waits, and is done on return.
        await mail.Row(5).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await mail.Action("flag").ClickAsync();
        await mail.IsMarkedAsync(5, "flagged", true);
        await Dovecot.StartAsync(Cancelled);
        using var server = await ElsewhereAsync();
        await server.AppendAsync("INBOX", new Letter("Nach dem Neustart"));
        await Expect(mail.Page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-sync", "live", new() { Timeout = LongEnoughToReconnect });
        await Expect(mail.RowOf("Nach dem Neustart")).ToBeVisibleAsync();
        await Expect(mail.Page.GetByTestId("offline-banner")).ToHaveCountAsync(0);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", MailKit.Search.SearchQuery.Flagged), uids => uids.Contains(5u), "5 flagged");
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_a_move_loses_and_doubles_nothing()
    {
        await UseOwnServersAsync();
        ExpectedInLog = new Regex("connection|mail server|Polly|reconnect|unreachable", RegexOptions.IgnoreCase);
        await SeedAsync(1_000);
        using (var before = await ElsewhereAsync())
            await before.CreateAsync("Alt");
        var mail = await SignedInAsync();
        await mail.List.FocusAsync();
        await mail.Page.Keyboard.PressAsync("Control+a");
        await mail.Action("select-all").ClickAsync();
        await mail.Action("move").ClickAsync();
        await mail.Page.Locator("[data-testid=move-target][data-mailbox=Alt]").ClickAsync();
        await Dovecot.KillAsync(Cancelled);
        await Dovecot.StartAsync(Cancelled);
        using var server = await ElsewhereAsync();
        await Elsewhere.UntilAsync(() => server.UidsAsync("Alt"), uids => uids.Count == 1_000, "All moved");
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX"), uids => uids.Count == 0, "None left");
        Assert.Equal(1_000, (await server.SubjectsAsync("Alt")).Count);
        await Expect(mail.Page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-sync", "live", new() { Timeout = LongEnoughToReconnect });
        await mail.HasTotalAsync(0);
    }

    [Fact]
    public async Task A_mailbox_made_anew_under_its_name_is_read_anew()
    {
        using var server = await ElsewhereAsync();
        await PutAsync("Mappe", new Letter("alt eins"), new Letter("alt zwei"));
        var mail = await SignedInAsync();
        await mail.GoToAsync("Mappe");
        await mail.HasTotalAsync(2);
        await mail.GoToAsync("INBOX");
        // UIDVALIDITY counts seconds.
        await server.DeleteAsync("Mappe");
        await Expect(mail.Mailbox("Mappe")).ToHaveCountAsync(0);
        await server.CreateAsync("Mappe");
        await server.AppendAsync("Mappe", new Letter("neu"));
        await Expect(mail.Mailbox("Mappe")).ToHaveAttributeAsync("data-unread", "1");
        await mail.GoToAsync("Mappe");
        await Expect(mail.RowOf("neu")).ToBeVisibleAsync();
        await mail.HasTotalAsync(1);
        await mail.OpenAsync(1);
        await Expect(mail.Reader.Locator("[data-testid=message-subject]:visible")).ToContainTextAsync("neu");
    }

    [Fact]
    public async Task A_mailbox_deleted_elsewhere_while_it_is_open_says_so_or_leads_back()
    {
        using var server = await ElsewhereAsync();
        await PutAsync("Mappe", new Letter("eins"));
        var mail = await SignedInAsync();
        await mail.GoToAsync("Mappe");
        await mail.HasTotalAsync(1);
        await server.DeleteAsync("Mappe");
        await Expect(mail.Mailbox("Mappe")).ToHaveCountAsync(0);
        await mail.GoToAsync("INBOX");
        await mail.HasTotalAsync(0);
    }

    [Fact]
    public async Task A_password_changed_elsewhere_is_asked_for_over_the_page_which_goes_on()
    {
        await UseOwnServersAsync();
        ExpectedInLog = new Regex("connection|mail server|Polly|reconnect|unreachable|password|credentials", RegexOptions.IgnoreCase);
        await SeedAsync(5);
        var mail = await SignedInAsync();
        await mail.OpenAsync(4);
        await Expect(mail.Body).ToContainTextAsync("Hello");
        await mail.Page.EvaluateAsync("document.body.dataset.kept = 'yes'");
        await Servers.ChangePasswordAsync(User, "new secret");
        await Dovecot.StopAsync(Cancelled);
        await Dovecot.StartAsync(Cancelled);

        var prompt = mail.Page.GetByTestId("renew");
        await Expect(prompt).ToBeVisibleAsync(new() { Timeout = LongEnoughToReconnect });
        await prompt.Locator("input[name=password]").FillAsync("wrong");
        await prompt.Locator("button[type=submit]").ClickAsync();
        await Expect(prompt.GetByRole(AriaRole.Alert)).ToContainTextAsync("isn't right");
        await prompt.Locator("input[name=password]").FillAsync("new secret");
        await prompt.Locator("button[type=submit]").ClickAsync();
        await Expect(prompt).ToBeHiddenAsync();

        await Expect(mail.Page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-sync", "live", new() { Timeout = LongEnoughToReconnect });
        using var server = await ElsewhereAsync();
        await server.AppendAsync("INBOX", new Letter("Nach dem Wechsel"));
        await Expect(mail.RowOf("Nach dem Wechsel")).ToBeVisibleAsync();
        await Expect(mail.Page.Locator("body")).ToHaveAttributeAsync("data-kept", "yes");
        await mail.IsOpenAsync(4);
        await mail.Page.ReloadAsync();
        await mail.ReadyAsync();
        await Expect(mail.RowOf("Nach dem Wechsel")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Flags_set_while_the_page_sleeps_are_there_when_it_reconnects()
    {
        await SeedAsync(5);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        ExpectedInConsole = new Regex("WebSocket|ERR_INTERNET_DISCONNECTED|Failed|connection|Error", RegexOptions.IgnoreCase);
        await mail.Page.Context.SetOfflineAsync(true);
        await server.StoreAsync("INBOX", StoreAction.Add, MessageFlags.Flagged, 4);
        await mail.Page.Context.SetOfflineAsync(false);
        await mail.IsMarkedAsync(4, "flagged", true);
    }
}

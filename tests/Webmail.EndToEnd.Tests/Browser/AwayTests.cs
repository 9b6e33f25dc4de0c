using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Out-of-office and forwarding, as a person sets them up, and what others get of it.</summary>
public sealed class AwayTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Who_writes_while_somebody_is_away_gets_the_answer_and_the_list_says_so_until_it_is_ended()
    {
        var other = await OtherAsync();
        var mail = await SignedInAsync();
        await OpenAsync(mail, "vacation");
        var state = mail.Page.GetByTestId("vacation-state");
        await Expect(state).ToHaveTextAsync("Off");
        await mail.Page.Locator("[data-action=save-vacation]").ClickAsync();
        await Expect(mail.Page.Locator("#f-text")).ToContainTextAsync("Write what the answer says");
        await Expect(mail.Page.Locator("[name=text]")).ToBeFocusedAsync();
        await mail.Page.FillAsync("[name=text-subject]", "Im Urlaub");
        await mail.Page.FillAsync("[name=text]", "Bin am Meer.\n.\nBis bald");
        // By the person's calendar, where it may be tomorrow already.
        await mail.Page.FillAsync("[name=last-day]", await mail.Page.EvaluateAsync<string>("() => { const day = new Date(); day.setDate(day.getDate() + 9); return day.toLocaleDateString('sv'); }"));
        await Expect(mail.Page.GetByTestId("vacation-sentence")).ToContainTextAsync("Ends in 9 days.");
        await AccessibilityTests.CheckAsync(mail.Page, "out-of-office");
        await mail.Page.Locator("[data-action=save-vacation]").ClickAsync();
        await Expect(state).ToHaveTextAsync("Active");
        await Expect(mail.Toast).ToContainTextAsync("Out-of-office is on");

        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        using (var letter = new Letter("Angebot") { From = $"Jonas <{other}>", To = User }.ToMessage())
            await Dovecot.DeliverAsync(User, letter, other, Cancelled);
        await Elsewhere.UntilAsync(() => receiver.SubjectsAsync("INBOX"), subjects => subjects.SequenceEqual(["Im Urlaub"]), "The other has the answer");
        using var answer = await receiver.MessageAsync("INBOX", 1);
        Assert.Equal("Bin am Meer.\n.\nBis bald", answer.TextBody!.ReplaceLineEndings("\n").Trim());

        await mail.Page.GotoAsync("/mail");
        await mail.ReadyAsync();
        var banner = mail.Page.GetByTestId("vacation-banner");
        await Expect(banner).ToContainTextAsync("Out-of-office until");
        await AccessibilityTests.CheckAsync(mail.Page, "list with a reminder");
        await banner.Locator("[data-do=end-vacation]").ClickAsync();
        await Expect(banner).ToHaveCountAsync(0);
        await mail.UndoAsync();
        await Expect(banner).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Mail_is_forwarded_nowhere_but_where_it_shall_go_and_the_owner_is_told()
    {
        var other = await OtherAsync();
        var mail = await SignedInAsync();
        await OpenAsync(mail, "forwarding");
        var (field, save) = (mail.Page.Locator("[name=forward-to]"), mail.Page.Locator("[data-action=save-forwarding]"));
        await field.FillAsync(User.Replace("@", "+x@", StringComparison.Ordinal));
        await save.ClickAsync();
        await Expect(mail.Page.Locator("#f-forward")).ToContainTextAsync("your own address");
        await field.FillAsync(other);
        await AccessibilityTests.CheckAsync(mail.Page, "forwarding");
        await save.ClickAsync();
        await Expect(mail.Page.GetByTestId("forwarding-state")).ToHaveTextAsync("On");

        using (var letter = new Letter("Weiter").ToMessage())
            await Dovecot.DeliverAsync(User, letter, "petra.hoffmann@outside.test", Cancelled);
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.SubjectsAsync("INBOX"), subjects => subjects.SequenceEqual(["Weiter"]), "It went on");
        await mail.Page.GotoAsync("/mail");
        await mail.ReadyAsync();
        await Expect(mail.RowOf("Weiter")).ToBeVisibleAsync();
        await Expect(mail.RowOf($"Mail of {User} is forwarded")).ToBeVisibleAsync();
        await Expect(mail.Page.GetByTestId("forwarding-banner")).ToContainTextAsync(other);
        await mail.Page.GetByTestId("forwarding-banner").GetByRole(AriaRole.Link).ClickAsync();
        await mail.ReadyAsync();
        await mail.Page.GetByRole(AriaRole.Switch, new() { Name = "Forwarding" }).ClickAsync();
        await Expect(mail.Page.GetByTestId("forwarding-state")).ToHaveTextAsync("Off");
    }

    private static async Task OpenAsync(MailPage mail, string section)
    {
        await mail.Page.GotoAsync($"/settings/{section}");
        await mail.ReadyAsync();
        await Expect(mail.Page.GetByTestId($"{section}-form")).ToBeVisibleAsync();
    }

    private async Task<string> OtherAsync()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var other = $"other-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        return other;
    }
}

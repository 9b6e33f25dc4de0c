using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Crash;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Messages that do not go out as they should, and what a person does with them in the panel of the outbox.</summary>
public sealed class OutboxTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_message_that_waits_is_edited_sent_at_once_or_not_sent()
    {
        var other = await OtherAsync();
        using var sender = await ElsewhereAsync();
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync(other, "Noch nicht", "Erste Fassung");
        await composer.SendAsync();
        await OpenAsync(mail);
        await Expect(Entries(mail)).ToContainTextAsync("Will be sent at");
        await Button(mail, "edit").ClickAsync();
        await Expect(composer.Editor).ToContainTextAsync("Erste Fassung");
        // Nothing counts down any more.
        await Expect(mail.Toast).ToHaveCountAsync(0);
        await composer.TypeAsync(", zweite");
        await composer.SendAsync();
        await OpenAsync(mail);
        await Button(mail, "cancel").ClickAsync();
        await Expect(mail.Page.GetByTestId("toast").Last).ToContainTextAsync("among your drafts");
        var draft = Assert.Single(await sender.UidsAsync("Drafts"));
        using (var saved = await sender.MessageAsync("Drafts", draft))
            Assert.Contains("zweite", saved.TextBody, StringComparison.Ordinal);
        await mail.Page.GetByTestId("toast").Last.Locator("[data-do=act]").ClickAsync();
        await Expect(Entries(mail)).ToHaveCountAsync(0);
        await composer.SendNowAsync();
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.SubjectsAsync("INBOX"), subjects => subjects.SequenceEqual(["Noch nicht"]), "It is there once");
        await Elsewhere.UntilAsync(() => sender.UidsAsync("Drafts"), uids => uids.Count == 0, "No draft is left");
    }

    [Fact]
    public async Task Refused_recipients_are_named_nobody_gets_it_and_it_is_corrected()
    {
        var other = await OtherAsync();
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync($"{other}, refused@example.test", "Abgelehnt", "Der ganze Text");
        await composer.SendAsync();
        await OpenAsync(mail);
        await Button(mail, "send").ClickAsync();
        var notice = mail.Page.GetByTestId("toast").Filter(new() { HasText = "wasn’t sent" });
        await Expect(notice).ToBeVisibleAsync();
        await notice.Locator("[data-do=act]").ClickAsync();
        await Expect(Entries(mail)).ToContainTextAsync("refused@example.test:");
        await Expect(Entries(mail)).ToContainTextAsync("Nobody has received the message.");
        await Expect(Entries(mail)).Not.ToContainTextAsync($"{other}:");
        await AccessibilityTests.CheckAsync(mail.Page, "outbox with a message that was refused");
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        Assert.Empty(await receiver.UidsAsync("INBOX"));
        await Button(mail, "edit").ClickAsync();
        await Expect(composer.Editor).ToContainTextAsync("Der ganze Text");
        await Expect(composer.Note).ToContainTextAsync("refused@example.test: Recipient address rejected");
        await Expect(composer.Chips).ToHaveCountAsync(2);
        await composer.Field("to").FocusAsync();
        await mail.Page.Keyboard.PressAsync("Backspace");
        await mail.Page.Keyboard.PressAsync("Backspace");
        await Expect(composer.Chips).ToHaveCountAsync(1);
        await composer.SendNowAsync();
        await Elsewhere.UntilAsync(() => receiver.SubjectsAsync("INBOX"), subjects => subjects.SequenceEqual(["Abgelehnt"]), "It is there once");
    }

    [Fact]
    public async Task While_the_server_for_submission_is_down_the_message_waits_and_goes_out_when_it_is_back()
    {
        var other = await OtherAsync();
        await using var line = new WatchedLine(Servers.Submission!.SubmissionPort);
        await UseLineAsync(line);
        Task Greeting() => line.WaitAsync(byProgram: false, new Regex("220 "), passOn: false);
        var greeting = Greeting();
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync(other, "Später", "Wenn er wieder da ist");
        await composer.SendAsync();
        await OpenAsync(mail);
        await Button(mail, "send").ClickAsync();
        // Each attempt meets a server that hangs up before it says a word.
        var told = Expect(Entries(mail)).ToContainTextAsync("doesn’t answer");
        while (await Task.WhenAny(greeting, told) == greeting)
        {
            greeting = Greeting();
            await line.CutAsync();
        }

        await told;
        await Expect(Entries(mail)).ToContainTextAsync("Will be sent at");
        line.Forget();
        await line.CutAsync();
        await OpenAsync(mail);
        await Button(mail, "send").ClickAsync();
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.SubjectsAsync("INBOX"), subjects => subjects.SequenceEqual(["Später"]), "It is there once");
        await Expect(Entries(mail)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_may_have_been_sent_is_explained_and_the_person_decides()
    {
        var other = await OtherAsync();
        await using var line = new WatchedLine(Servers.Submission!.PlainSubmissionPort);
        await UseLineAsync(line);
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync(other, "Vielleicht", "Angekommen oder nicht");
        await composer.SendAsync();
        var dot = line.WaitAsync(byProgram: true, new Regex("\r\n\\.\r\n"), passOn: false);
        await OpenAsync(mail);
        await Button(mail, "send").ClickAsync();
        await dot.WaitAsync(TimeSpan.FromMilliseconds(Chromium.Patience), Cancelled);
        line.Forget();
        await line.CutAsync();

        var notice = mail.Page.GetByTestId("toast").Filter(new() { HasText = "was perhaps sent" });
        await Expect(notice).ToBeVisibleAsync();
        await notice.Locator("[data-do=act]").ClickAsync();
        await Expect(Entries(mail)).ToHaveAttributeAsync("data-step", "unclear");
        await Expect(Entries(mail)).ToContainTextAsync("may have arrived or not");
        await Expect(Button(mail, "send")).ToHaveTextAsync("Send again");
        await Expect(Button(mail, "cancel")).ToHaveTextAsync("Don’t send again");
        await mail.Page.ReloadAsync();
        await mail.ReadyAsync();
        await mail.Page.GetByTestId("outbox-line").ClickAsync();
        await Button(mail, "send").ClickAsync();
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.SubjectsAsync("INBOX"), subjects => subjects.SequenceEqual(["Vielleicht"]), "It is there once");
        await Expect(Entries(mail)).ToHaveCountAsync(0);
    }

    private static ILocator Entries(MailPage mail) => mail.Page.Locator("#outbox li");

    private static ILocator Button(MailPage mail, string name) => mail.Page.Locator($"#outbox [data-outbox={name}]");

    private static async Task OpenAsync(MailPage mail)
    {
        await mail.Page.GetByTestId("outbox-line").ClickAsync();
        await Expect(Entries(mail)).ToHaveCountAsync(1);
    }

    /// <summary>From now on the program reaches Postfix by this line.</summary>
    private async Task UseLineAsync(WatchedLine line)
    {
        ExpectedInLog = new Regex("connection|mail server", RegexOptions.IgnoreCase);
        var settings = Servers.WebmailSettings(Dovecot).Where(setting => !setting.Key.StartsWith("Mail__Submission", StringComparison.Ordinal)).ToDictionary();
        settings["Mail__Submission__Host"] = "127.0.0.1";
        settings["Mail__Submission__Port"] = line.Port.ToString(CultureInfo.InvariantCulture);
        settings["Mail__Submission__Security"] = "None";
        await UseOwnProgramAsync(settings);
    }

    private async Task<string> OtherAsync()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var other = $"other-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        return other;
    }
}

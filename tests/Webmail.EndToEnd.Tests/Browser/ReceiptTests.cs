using MailKit;
using MimeKit;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Read receipts that others ask for.</summary>
public sealed class ReceiptTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_receipt_is_sent_or_refused_once_and_a_list_never_gets_one()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var other = $"other-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        var asks = new Dictionary<string, string> { ["Return-Path"] = $"<{other}>", ["Disposition-Notification-To"] = other };
        await PutAsync(
            "INBOX",
            new Letter("Bitte bestätigen") { From = $"Petra <{other}>", Fields = asks },
            new Letter("Auch hier") { From = $"Petra <{other}>", Fields = asks },
            new Letter("Rundbrief") { From = $"Petra <{other}>", Fields = new Dictionary<string, string>(asks) { ["List-Id"] = "<rund.example.test>" } },
            new Letter("Von selbst") { From = $"Petra <{other}>", Fields = asks });
        var mail = await SignedInAsync();
        var bar = mail.Reader.Locator("[data-testid=receipt-bar]:visible");
        using var sender = await ElsewhereAsync();
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);

        await mail.OpenAsync(3);
        await Expect(bar).ToHaveCountAsync(0);
        await mail.OpenAsync(1);
        await Expect(bar).ToContainTextAsync("Petra asks for a receipt");
        await AccessibilityTests.CheckAsync(mail.Page, "a receipt is asked for");
        await bar.Locator("[value=send]").ClickAsync();
        await Expect(mail.Toast).ToContainTextAsync("Receipt sent");
        await Elsewhere.UntilAsync(() => receiver.UidsAsync("INBOX"), uids => uids.Count == 1, "The other has the receipt");
        using var receipt = await receiver.MessageAsync("INBOX", 1);
        using var asked = await sender.MessageAsync("INBOX", 1);
        Assert.Equal("Read: Bitte bestätigen", receipt.Subject);
        Assert.Equal("<>", receipt.Headers["Return-Path"]);
        var fields = Assert.IsType<MessageDispositionNotification>(Assert.IsType<MultipartReport>(receipt.Body)[1]).Fields;
        Assert.Equal(($"<{asked.MessageId}>", $"rfc822;{User}"), (fields["Original-Message-ID"], fields["Final-Recipient"]));
        Assert.Contains("$MDNSent", await sender.KeywordsAsync("INBOX", 1));

        await mail.OpenAsync(2);
        await bar.Locator("[value=none]").ClickAsync();
        await Expect(bar).ToHaveCountAsync(0);
        await Elsewhere.UntilAsync(() => sender.KeywordsAsync("INBOX", 2), keywords => keywords.Contains("$MDNSent"), "The answer is noted");
        await mail.Page.ReloadAsync();
        await mail.ReadyAsync();
        foreach (var uid in new uint[] { 1, 2 })
        {
            await mail.OpenAsync(uid);
            await Expect(bar).ToHaveCountAsync(0);
        }

        await mail.Page.GotoAsync("/settings/reading");
        await mail.ReadyAsync();
        await mail.Page.Locator("[aria-labelledby=set-receipts]").SelectOptionAsync("Always");
        await Expect(mail.Page.GetByTestId("toast")).ToContainTextAsync("Saved");
        await mail.Page.GotoAsync("/mail");
        await mail.ReadyAsync();
        await mail.OpenAsync(4);
        await Elsewhere.UntilAsync(() => receiver.SubjectsAsync("INBOX"), subjects => subjects.SequenceEqual(["Read: Bitte bestätigen", "Read: Von selbst"]), "The second receipt");
        await Expect(bar).ToHaveCountAsync(0);
        Assert.Empty(await sender.UidsAsync("Sent"));
    }
}

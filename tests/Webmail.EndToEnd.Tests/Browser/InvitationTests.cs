using System.Globalization;
using System.Text.RegularExpressions;
using MailKit;
using MimeKit;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Invitations to events.</summary>
public sealed class InvitationTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task An_invitation_is_answered_taken_back_and_answered_by_keyboard_and_the_organiser_can_read_it()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var other = $"other-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        await PutAsync("INBOX", Invitation(other, 0), Invitation(other, 1));
        var mail = await SignedInAsync();
        var card = mail.Reader.Locator("[data-testid=invitation]:visible");
        using var own = await ElsewhereAsync();
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);

        // Who is quicker than what comes with the first invitation waits for it, on this page.
        var module = await HoldAsync(mail.Page, new Regex("/js/invitation[^/]*$"));
        await mail.Page.GotoAsync("/mail/INBOX/2");
        await mail.ReadyAsync();
        await Expect(card.Locator("h3")).ToHaveTextAsync("Planung");
        await Expect(card.GetByTestId("invitation-recurrence")).ToContainTextAsync("Every month on the second Tuesday");
        await AccessibilityTests.CheckAsync(mail.Page, "an invitation");
        await card.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await (await module).ContinueAsync();
        await Expect(card.GetByTestId("invitation-answer")).ToContainTextAsync("You have accepted.");
        await mail.UndoAsync();
        await Expect(card.GetByTestId("invitation-answer")).ToHaveCountAsync(0);

        await card.Locator("summary", new() { HasText = "Add a comment" }).PressAsync("Enter");
        await card.Locator("textarea").FillAsync("Etwas später, wenn es geht.");
        await card.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Maybe" }).PressAsync("Enter");
        await Expect(card.GetByTestId("invitation-answer")).ToBeFocusedAsync();
        await mail.Page.EvaluateAsync("async () => { const { entries } = await (await fetch('outbox.json')).json(); const { ask } = await import('./js/compose-http.js'); for (const { id } of entries) await ask('POST', `outbox/${id}/send`); }");
        await Elsewhere.UntilAsync(() => receiver.UidsAsync("INBOX"), uids => uids.Count == 1, "The organiser has the answer");
        using var answer = await receiver.MessageAsync("INBOX", 1);
        var calendar = Assert.Single(answer.BodyParts.OfType<TextPart>(), part => part.ContentType.IsMimeType("text", "calendar"));
        Assert.Equal("REPLY", calendar.ContentType.Parameters["method"]);
        var lines = calendar.Text.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal);
        var attendee = Assert.Single(lines.Split('\n'), line => line.StartsWith("ATTENDEE", StringComparison.Ordinal));
        Assert.Contains("PARTSTAT=TENTATIVE", attendee);
        Assert.EndsWith($":mailto:{User}", attendee);
        Assert.Contains("UID:planung@example.test", lines);
        Assert.Contains("SEQUENCE:1", lines);
        Assert.Contains("COMMENT:Etwas später\\, wenn es geht.", lines);
        Assert.Equal("Tentative: Planung", answer.Subject);
        await Elsewhere.UntilAsync(() => own.FlagsAsync("INBOX", 2), flags => flags.HasFlag(MessageFlags.Answered), "The invitation is marked");

        await mail.OpenAsync(1);
        await Expect(card).ToContainTextAsync("A newer version of this invitation has come.");
        await Expect(card.Locator("form")).ToHaveCountAsync(0);

        // Where there is less room, the card and the text are moved by one scroll, and the text has the whole place at its end.
        await mail.Page.SetViewportSizeAsync(390, 560);
        var message = mail.Reader.Locator(".msg[data-tall]:not([hidden])");
        await Expect(message).ToHaveCountAsync(1);
        Assert.True(await message.EvaluateAsync<bool>(
            "message => { const head = message.querySelector('.rd-head'), frame = message.querySelector('iframe'), room = message.clientHeight;"
            + " message.scrollTo(0, message.scrollHeight); return head.scrollHeight <= head.clientHeight && Math.abs(frame.getBoundingClientRect().top - message.getBoundingClientRect().top) <= 1 && frame.offsetHeight === room; }"),
            "The head is scrolled by itself, or the text can't have the whole room.");
    }

    private Letter Invitation(string organizer, int sequence) => new("Einladung")
    {
        From = $"Petra <{organizer}>",
        Files = new Dictionary<string, string>
        {
            ["planung.ics"] = string.Create(CultureInfo.InvariantCulture, $"""
                BEGIN:VCALENDAR
                VERSION:2.0
                METHOD:REQUEST
                BEGIN:VEVENT
                UID:planung@example.test
                DTSTAMP:20261120T100000Z
                SEQUENCE:{sequence}
                SUMMARY:Planung
                DTSTART;TZID=Europe/Berlin:20301210T100000
                DTEND;TZID=Europe/Berlin:20301210T110000
                RRULE:FREQ=MONTHLY;BYDAY=2TU
                LOCATION:Büro
                ORGANIZER;CN=Petra:mailto:{organizer}
                ATTENDEE;CN=Ich;RSVP=TRUE:mailto:{User}
                END:VEVENT
                END:VCALENDAR

                """).ReplaceLineEndings("\r\n"),
        },
    };
}

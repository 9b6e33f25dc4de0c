using MailKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What was written reaches the other person, through Postfix.</summary>
public sealed class SendingTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_message_with_a_file_reaches_the_other_person_and_lies_in_Sent()
    {
        var other = await OtherAsync();
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync($"Jonas Weber <{other}>", "Prüfbericht", "Guten Tag,\nder Bericht liegt bei.");
        await composer.Window.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "Prüfung März.csv", MimeType = "text/csv", Buffer = "a;b\n1;2\n"u8.ToArray() });
        await Expect(composer.Window.Locator(".up[data-state=done]")).ToHaveCountAsync(1);
        await composer.SendNowAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);

        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.UidsAsync("INBOX"), uids => uids.Count == 1, "The other has it");
        using var received = await receiver.MessageAsync("INBOX", 1);
        Assert.Equal("Prüfbericht", received.Subject);
        Assert.Equal(User, received.From.Mailboxes.Single().Address);
        Assert.Equal("Jonas Weber", received.To.Mailboxes.Single().Name);
        Assert.Contains("der Bericht liegt bei.", received.TextBody, StringComparison.Ordinal);
        Assert.Equal("Prüfung März.csv", received.Attachments.Single().ContentDisposition!.FileName);
        using var sender = await ElsewhereAsync();
        await Elsewhere.UntilAsync(() => sender.SubjectsAsync("Sent"), subjects => subjects.SequenceEqual(["Prüfbericht"]), "Sent has it");
        await Elsewhere.UntilAsync(() => sender.UidsAsync("Drafts"), uids => uids.Count == 0, "No draft is left");
    }

    [Fact]
    public async Task A_reply_quotes_names_what_it_answers_and_marks_it()
    {
        var other = await OtherAsync();
        await PutAsync("INBOX", new Letter("Angebot") { From = $"Petra Hoffmann <{other}>", Text = "Reicht die Tragreserve?\n" });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        await mail.Page.Keyboard.PressAsync("r");
        var composer = new ComposerPage(mail.Page);
        await Expect(composer.Chips).ToHaveTextAsync(["PHPetra Hoffmann"]);
        await Expect(composer.Field("subject")).ToHaveValueAsync("Re: Angebot");
        await Expect(composer.Editor.Locator("blockquote")).ToContainTextAsync("Reicht die Tragreserve?");
        await Expect(composer.Editor).ToBeFocusedAsync();
        await mail.Page.Keyboard.TypeAsync("Ja, sie reicht.");
        await composer.SendNowAsync();

        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.UidsAsync("INBOX"), uids => uids.Count == 1, "The other has it");
        using var received = await receiver.MessageAsync("INBOX", 1);
        using var sender = await ElsewhereAsync();
        using var answered = await sender.MessageAsync("INBOX", 1);
        Assert.Equal(answered.MessageId, received.InReplyTo);
        Assert.Equal(answered.MessageId, Assert.Single(received.References));
        Assert.StartsWith("Ja, sie reicht.", received.TextBody, StringComparison.Ordinal);
        Assert.Contains("> Reicht die Tragreserve?", received.TextBody, StringComparison.Ordinal);
        await Elsewhere.UntilAsync(() => sender.FlagsAsync("INBOX", 1), flags => flags.HasFlag(MessageFlags.Answered), "The original is marked");
    }

    private async Task<string> OtherAsync()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var other = $"other-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        return other;
    }
}

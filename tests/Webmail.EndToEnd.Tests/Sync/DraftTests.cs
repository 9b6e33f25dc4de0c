using System.Text;
using MailKit;
using MimeKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>Drafts on a real server: begun, saved, gone on with, discarded.</summary>
public sealed class DraftTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private static readonly QuoteWords Words = new(
        (author, date) => $"{author} wrote:", "---------- Forwarded ----------", "From", "Date", "Subject", "To", "Cc", date => $"{date:yyyy-MM-dd}");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_draft_saved_again_and_again_is_one_copy(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var drafts = account.Session.Drafts;
        var draft = await NewAsync(account) with { Subject = "First", To = ["unfinish"] };
        for (var i = 0; i < 5; i++)
            draft = draft with { Subject = $"Version {i}", SavedAs = (await drafts.SaveAsync(draft with { Subject = $"Version {i}" }, Cancelled)).SavedAs };

        var only = Assert.Single(await account.LookAsync(account.Name("Drafts")));
        Assert.Equal("Version 4", only.Envelope!.Subject);
        Assert.Equal(draft.MessageId, only.Envelope.MessageId);
        Assert.Equal(MessageFlags.Draft | MessageFlags.Seen, only.Flags & ~MessageFlags.Recent);
        Assert.Equal(new MessageKey(account.Name("Drafts"), only.UniqueId.Validity, only.UniqueId.Id), MessageToken.Read(draft.SavedAs));

        await drafts.DiscardAsync(draft, Cancelled);
        Assert.Empty(await account.LookAsync(account.Name("Drafts")));
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task Nobody_elses_message_is_taken_away(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var drafts = account.Session.Drafts;
        await account.AppendAsync(account.Name("Drafts"), "Somebody else's", MessageFlags.Draft);
        var other = Assert.Single(await account.LookAsync(account.Name("Drafts")));
        var place = new MessageKey(account.Name("Drafts"), other.UniqueId.Validity, other.UniqueId.Id);

        // A token from a browser may name anything, in any mailbox.
        var draft = await NewAsync(account) with { SavedAs = MessageToken.Of(place) };
        await drafts.SaveAsync(draft, Cancelled);
        await drafts.SaveAsync(draft with { SavedAs = MessageToken.Of(place with { UidValidity = place.UidValidity + 1 }) }, Cancelled);
        await drafts.SaveAsync(draft with { SavedAs = MessageToken.Of(place with { Mailbox = "Nowhere" }) }, Cancelled);
        await drafts.DiscardAsync(draft, Cancelled);

        Assert.Contains(await account.LookAsync(account.Name("Drafts")), message => message.Envelope!.Subject == "Somebody else's");
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_draft_of_another_client_goes_on_here(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        using var elsewhere = new MimeMessage(
            [new MailboxAddress("Anna", account.User)], [MailboxAddress.Parse("\"Surname, First\" <b@outside.test>")], "Pläne",
            new Multipart("mixed") { new TextPart("plain") { Text = "Begun in Thunderbird" }, new MimePart("text", "csv") { FileName = "übersicht.csv", Content = new MimeContent(new MemoryStream("a;b"u8.ToArray())), ContentDisposition = new ContentDisposition("attachment") } });
        var folder = await account.Second.GetFolderAsync(account.Name("Drafts"), Cancelled);
        var uid = await folder.AppendAsync(elsewhere, MessageFlags.Draft, Cancelled);
        var key = new MessageKey(folder.FullName, uid!.Value.Validity, uid.Value.Id);

        var draft = await account.Session.Drafts.BeginAsync(DraftKind.Resume, [key], Words, Cancelled);
        Assert.Equal("Begun in Thunderbird", draft.Text);
        Assert.Null(draft.Html);
        Assert.Equal(["\"Surname, First\" <b@outside.test>"], draft.To);
        var saved = await account.Session.Drafts.SaveAsync(draft with { Text = draft.Text + "\nand ended here" }, Cancelled);

        var only = Assert.Single(await account.LookAsync(folder.FullName));
        Assert.Equal(saved.SavedAs, MessageToken.Of(new MessageKey(folder.FullName, only.UniqueId.Validity, only.UniqueId.Id)));
        var message = await (await account.SelectAsync(folder.FullName)).GetMessageAsync(only.UniqueId, Cancelled);
        Assert.Equal(elsewhere.MessageId, message.MessageId);
        Assert.Equal("Begun in Thunderbird\nand ended here\n", message.TextBody!.ReplaceLineEndings("\n"));
        // The file came from the copy that is gone by now, and is there still when the draft is saved once more.
        Assert.Equal("übersicht.csv", Assert.Single(message.Attachments).ContentDisposition!.FileName);
        await account.Session.Drafts.SaveAsync(draft with { SavedAs = saved.SavedAs }, Cancelled);
        var again = Assert.Single(await account.LookAsync(folder.FullName));
        Assert.Equal("a;b", await FileAsync(account, folder.FullName, again.UniqueId));
    }

    [Fact]
    public async Task A_file_that_is_gone_here_comes_from_the_saved_copy()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern);
        var drafts = account.Session.Drafts;
        var begun = await NewAsync(account);
        var file = await OpenAccount.Uploads.TakeAsync(account.Session.Account.Id, begun.Id, "plan.txt", "text/plain", null, new MemoryStream("the plan"u8.ToArray()), Cancelled);
        var draft = begun with { Attachments = [file] };
        draft = draft with { SavedAs = (await drafts.SaveAsync(draft, Cancelled)).SavedAs };
        OpenAccount.Uploads.RemoveDraft(account.Session.Account.Id, draft.Id);

        await drafts.SaveAsync(draft, Cancelled);

        Assert.Equal("the plan", await FileAsync(account, "Drafts", Assert.Single(await account.LookAsync("Drafts")).UniqueId));
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task Where_there_is_no_mailbox_for_drafts_one_is_made(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        // Both servers make it by themselves; renamed, it has neither name nor use.
        var folder = await account.Second.GetFolderAsync(account.Name("Drafts"), Cancelled);
        await folder.RenameAsync(account.Second.GetFolder(account.Second.PersonalNamespaces[0]), "Other", Cancelled);
        account.Session.Refresh(null);

        var saved = await account.Session.Drafts.SaveAsync(await NewAsync(account), Cancelled);

        Assert.Equal(account.Name("Drafts"), MessageToken.Read(saved.SavedAs)!.Value.Mailbox);
        Assert.Single(await account.LookAsync(account.Name("Drafts")));
        Assert.NotNull(account.Session.Mailboxes.Find(SpecialUse.Drafts));
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_reply_to_all_and_a_forward_with_its_files(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var octets = Enumerable.Range(0, 700_000).Select(static i => (byte)(i * 31)).ToArray();
        using var message = new MimeMessage(
            [MailboxAddress.Parse("b@outside.test")], [MailboxAddress.Parse(account.User), MailboxAddress.Parse("c@outside.test")], "AW: Pläne",
            new Multipart("mixed") { new TextPart("html") { Text = "<p>Guten Tag</p>" }, new MimePart("application", "pdf") { FileName = "plan.pdf", Content = new MimeContent(new MemoryStream(octets)), ContentTransferEncoding = ContentEncoding.Base64 } });
        var uid = await (await account.Second.GetFolderAsync("INBOX", Cancelled)).AppendAsync(message, MessageFlags.None, Cancelled);
        var key = new MessageKey("INBOX", uid!.Value.Validity, uid.Value.Id);

        var reply = await account.Session.Drafts.BeginAsync(DraftKind.ReplyAll, [key], Words, Cancelled);
        Assert.Equal(["b@outside.test", "c@outside.test"], reply.To);
        Assert.Equal(("Re: Pläne", message.MessageId), (reply.Subject, reply.InReplyTo));
        Assert.Contains("<p>Guten Tag</p>", reply.Html);

        var forward = await account.Session.Drafts.BeginAsync(DraftKind.Forward, [key], Words, Cancelled) with { To = ["d@outside.test"] };
        using (var outgoing = await account.Session.Drafts.PrepareAsync(forward, Cancelled))
            Assert.Equal(octets, await OctetsAsync(outgoing.Message));

        var whole = await account.Session.Drafts.BeginAsync(DraftKind.ForwardAsAttachment, [key], Words, Cancelled) with { To = ["d@outside.test"] };
        using (var outgoing = await account.Session.Drafts.PrepareAsync(whole, Cancelled))
        {
            var inner = Assert.Single(outgoing.Message.BodyParts.OfType<MessagePart>()).Message!;
            Assert.Equal((message.MessageId, "AW_ Pläne.eml"), (inner.MessageId, outgoing.Message.BodyParts.OfType<MessagePart>().Single().ContentDisposition!.FileName));
            Assert.Equal(octets, await OctetsAsync(inner));
        }
    }

    private static async Task<Draft> NewAsync(OpenAccount account) =>
        await account.Session.Drafts.BeginAsync(DraftKind.New, [], Words, Cancelled) with { Html = "<p>Hello</p>" };

    private static async Task<string> FileAsync(OpenAccount account, string mailbox, UniqueId uid)
    {
        var message = await (await account.SelectAsync(mailbox)).GetMessageAsync(uid, Cancelled);
        return Encoding.UTF8.GetString(await OctetsAsync(message));
    }

    private static async Task<byte[]> OctetsAsync(MimeMessage message)
    {
        using var target = new MemoryStream();
        await Assert.IsType<MimePart>(Assert.Single(message.Attachments), exactMatch: false).Content!.DecodeToAsync(target, Cancelled);
        return target.ToArray();
    }
}

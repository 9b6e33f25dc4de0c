using MimeKit;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

public sealed class MessageComposerTests : IAsyncDisposable
{
    private readonly ComposedMessage composed = new();

    [Fact]
    public async Task A_plain_message_has_what_a_message_needs_and_nothing_of_the_installation()
    {
        using var outgoing = await composed.OutgoingAsync(ComposedMessage.Draft);
        var message = ComposedMessage.Received(outgoing.Message);

        Assert.Equal("one@example.org", message.MessageId);
        Assert.Equal(ComposedMessage.Now, message.Date);
        Assert.Equal(new Version(1, 0), message.MimeVersion);
        Assert.Equal("Webmail", message.Headers[HeaderId.UserAgent]);
        Assert.Equal("anna@example.org", Assert.Single(message.From.Mailboxes).Address);
        Assert.Equal(["Date", "From", "MIME-Version", "Message-Id", "Subject", "To", "User-Agent"], message.Headers.Select(header => header.Field).Order(StringComparer.Ordinal));
        Assert.Equal("flowed", message.Body!.ContentType.Format);
        Assert.Equal("us-ascii", message.Body.ContentType.Charset);
        Assert.Equal("Good morning", message.TextBody!.TrimEnd());
        Assert.Equal(("anna@example.org", "bob@example.net"), (outgoing.EnvelopeFrom, Assert.Single(outgoing.Recipients)));
    }

    [Fact]
    public async Task Bcc_is_in_the_filed_message_and_in_the_envelope_only()
    {
        using var outgoing = await composed.OutgoingAsync(ComposedMessage.Draft with { Bcc = ["carl@example.com"] });

        Assert.DoesNotContain("carl", ComposedMessage.Source(outgoing.Message));
        Assert.Contains("carl@example.com", outgoing.Recipients);
        Assert.Equal("carl@example.com", Assert.Single(ComposedMessage.Received(outgoing.FiledMessage!).Bcc.Mailboxes).Address);
        Assert.Equal(outgoing.Message.MessageId, outgoing.FiledMessage!.MessageId);
    }

    [Fact]
    public async Task With_hidden_recipients_only_nobody_is_named()
    {
        using var outgoing = await composed.OutgoingAsync(ComposedMessage.Draft with { To = [], Bcc = ["carl@example.com"] });

        Assert.Equal("undisclosed-recipients", Assert.IsType<GroupAddress>(Assert.Single(ComposedMessage.Received(outgoing.Message).To)).Name);
        Assert.DoesNotContain("carl", ComposedMessage.Source(outgoing.Message));
    }

    [Theory]
    [InlineData("\r\nBcc: eve@example.com")]
    [InlineData("\nX-Injected: 1")]
    [InlineData("\rX-Injected: 1")]
    [InlineData("\0")]
    public async Task No_field_takes_a_line_break(string attack)
    {
        var good = ComposedMessage.Draft;
        var file = new DraftAttachment("upload:" + Guid.NewGuid(), "a.txt", "text/plain", 1);
        foreach (var (field, draft) in new (string, Draft)[]
        {
            ("subject", good with { Subject = "Hi" + attack }),
            ("to", good with { To = ["bob@example.net" + attack] }),
            ("cc", good with { Cc = ["bob@example.net" + attack] }),
            ("bcc", good with { Bcc = ["\"B" + attack + "\" <bob@example.net>"] }),
            ("from", good with { From = "anna@example.org" + attack }),
            ("messageId", good with { MessageId = "one@example.org" + attack }),
            ("inReplyTo", good with { InReplyTo = "x@y" + attack }),
            ("references", good with { References = ["x@y" + attack] }),
            ("attachments", good with { Attachments = [file with { Name = "a" + attack }] }),
            ("attachments", good with { Attachments = [file with { ContentType = "text/plain" + attack }] }),
            ("attachments", good with { Attachments = [file with { ContentId = "c" + attack }] }),
        })
            Assert.Equal([new DraftFault(field, 0, DraftFaultKind.ControlCharacter)], await composed.FaultsAsync(draft));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var faults = await composed.FaultsAsync(ComposedMessage.Draft with { To = ["bob@example.net", "nobody"], Cc = ["carl@example,com"], MessageId = "no id" });

        Assert.Equal(
            [
                new DraftFault("messageId", 0, DraftFaultKind.InvalidMessageId),
                new DraftFault("to", 1, DraftFaultKind.InvalidAddress),
                new DraftFault("cc", 0, DraftFaultKind.InvalidAddress, "carl@example.com"),
            ],
            faults);
    }

    [Fact]
    public async Task A_message_for_nobody_and_a_file_that_is_gone_are_faults()
    {
        Assert.Equal([new DraftFault("to", 0, DraftFaultKind.NoRecipients)], await composed.FaultsAsync(ComposedMessage.Draft with { To = [] }));
        var gone = new DraftAttachment("upload:" + Guid.NewGuid(), "a.txt", "text/plain", 1);
        Assert.Equal([new DraftFault("attachments", 0, DraftFaultKind.AttachmentGone)], await composed.FaultsAsync(ComposedMessage.Draft with { Attachments = [gone] }));
    }

    [Fact]
    public async Task A_large_file_is_never_in_memory_as_a_whole()
    {
        const int octets = 25 * 1024 * 1024;
        var draft = ComposedMessage.Draft;
        var file = await composed.Uploads.Store.TakeAsync("anna", draft.Id, "large.bin", "application/octet-stream", octets, new Zeros(octets), TestContext.Current.CancellationToken);

        using var outgoing = await composed.OutgoingAsync(draft with { Attachments = [file] });
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var measured = new MimeKit.IO.MeasuringStream();
        outgoing.Message.WriteTo(measured, TestContext.Current.CancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(measured.Length > octets / 3 * 4);
        Assert.True(allocated < 2_000_000, $"{allocated} octets");
    }

    [Fact]
    public async Task Addresses_beyond_ASCII_are_kept_and_their_domains_are_in_ASCII_on_the_envelope()
    {
        using var outgoing = await composed.OutgoingAsync(
            ComposedMessage.Draft with { From = "Ännchen <änne@müller.example>", To = ["Jörg <jörg@müller.example>", "用户@例子.example"] },
            new Writer([new("Ännchen", "änne@müller.example")], NamesProgram: true));

        Assert.Equal("änne@xn--mller-kva.example", outgoing.EnvelopeFrom);
        Assert.Equal(["jörg@xn--mller-kva.example", "用户@xn--fsqu00a.example"], outgoing.Recipients);
        Assert.Equal(["Jörg|jörg@müller.example", "|用户@例子.example"], ComposedMessage.Received(outgoing.Message).To.Mailboxes.Select(mailbox => $"{mailbox.Name}|{mailbox.Address}"));
    }

    [Theory]
    [InlineData("a.txt", "text/plain")]
    [InlineData("a.eml", "message/rfc822")]
    public async Task Files_are_closed_with_the_message(string name, string type)
    {
        var draft = ComposedMessage.Draft;
        var file = await composed.UploadAsync(draft, name, type, "Subject: inner\r\n\r\nText\r\n"u8.ToArray());
        var outgoing = await composed.OutgoingAsync(draft with { Attachments = [file], Bcc = ["carl@example.com"] });
        Assert.Throws<IOException>(OpenAlone);

        outgoing.Dispose();

        OpenAlone();

        void OpenAlone() => File.Open(Assert.Single(composed.Uploads.Files), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    public ValueTask DisposeAsync() => composed.DisposeAsync();
}

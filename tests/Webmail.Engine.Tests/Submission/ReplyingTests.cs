using System.Collections.Immutable;
using System.Text;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

public sealed class ReplyingTests
{
    private const string Anna = "anna@example.org";
    private static readonly ImmutableArray<Identity> Own = [new("Anna", Anna), new("", "info@example.org")];
    private static readonly QuoteWords Words = new(
        (author, date) => $"On {date:yyyy-MM-dd} {author} wrote:", "---------- Forwarded ----------", "From", "Date", "Subject", "To", "Cc", date => $"{date:yyyy-MM-dd}");

    private static readonly MessageKey Key = new("INBOX", 7, 2);

    [Theory]
    // The author, or where the author wants answers.
    [InlineData(DraftKind.Reply, "From: Bob <b@x.example>\nTo: anna@example.org", "Bob <b@x.example>", "")]
    [InlineData(DraftKind.Reply, "From: b@x.example\nReply-To: c@x.example\nTo: anna@example.org", "c@x.example", "")]
    [InlineData(DraftKind.Reply, "From: b@x.example\nMail-Followup-To: l@x.example\nTo: anna@example.org", "b@x.example", "")]
    // One's own message: on to whom it went.
    [InlineData(DraftKind.Reply, "From: anna@example.org\nTo: b@x.example, c@x.example", "b@x.example, c@x.example", "")]
    [InlineData(DraftKind.ReplyAll, "From: info@example.org\nTo: b@x.example\nCc: c@x.example", "b@x.example", "c@x.example")]
    // All, each once, without oneself in any spelling.
    [InlineData(DraftKind.ReplyAll, "From: b@x.example\nTo: Anna <ANNA@example.org>, c@x.example\nCc: d@x.example, B@x.example, info@example.org", "b@x.example, c@x.example", "d@x.example")]
    [InlineData(DraftKind.ReplyAll, "From: b@x.example\nReply-To: r@x.example\nTo: anna@example.org", "r@x.example", "")]
    [InlineData(DraftKind.ReplyAll, "From: b@x.example\nTo: c@x.example\nMail-Followup-To: l@x.example, anna@example.org", "l@x.example", "")]
    [InlineData(DraftKind.ReplyAll, "From: anna@example.org\nTo: anna@example.org", "anna@example.org", "")]
    [InlineData(DraftKind.ReplyAll, "From: b@x.example\nTo: Team: c@x.example, \"D, E\" <d@x.example>;", "b@x.example, c@x.example, \"D, E\" <d@x.example>", "")]
    // The list.
    [InlineData(DraftKind.ReplyToList, "From: b@x.example\nTo: l@x.example\nList-Post: <mailto:l@x.example?subject=x>", "l@x.example", "")]
    [InlineData(DraftKind.ReplyToList, "From: b@x.example\nTo: l@x.example\nList-Post: NO (closed)", "b@x.example, l@x.example", "")]
    public async Task An_answer_goes_to_whom_it_belongs(DraftKind kind, string header, string to, string cc)
    {
        var draft = await BeginAsync(kind, header + "\n\nText");

        Assert.Equal((to, cc), (string.Join(", ", draft.To), string.Join(", ", draft.Cc)));
        Assert.Empty(draft.Bcc);
        Assert.Equal([MessageToken.Of(Key)], draft.Sources);
    }

    [Theory]
    [InlineData("Message-ID: <p@x>\nReferences: <a@x>\n <b@x>", "p@x", "a@x b@x p@x")]
    [InlineData("Message-ID: <p@x>\nIn-Reply-To: <a@x>", "p@x", "a@x p@x")]
    // RFC 5322 3.6.4: not from an In-Reply-To that names several.
    [InlineData("Message-ID: <p@x>\nIn-Reply-To: <a@x> <b@x>", "p@x", "p@x")]
    [InlineData("Message-ID: <p@x>", "p@x", "p@x")]
    [InlineData("References: <a@x>", null, "a@x")]
    [InlineData("Subject: none", null, "")]
    public async Task An_answer_stands_in_its_conversation(string header, string? parent, string references)
    {
        var draft = await BeginAsync(DraftKind.Reply, $"From: b@x.example\n{header}\n\nText");

        Assert.Equal((parent, references), (draft.InReplyTo, string.Join(' ', draft.References)));
        Assert.EndsWith("@example.org", draft.MessageId);
    }

    [Fact]
    public async Task A_conversation_of_hundreds_keeps_its_beginning_and_what_came_last()
    {
        var ids = string.Join("\n ", Enumerable.Range(0, 300).Select(i => $"<m{i}@x>"));

        var draft = await BeginAsync(DraftKind.Reply, $"From: b@x.example\nMessage-ID: <p@x>\nReferences: {ids}\n\nText");

        Assert.Equal(("m0@x", "p@x", 50), (draft.References[0], draft.References[^1], draft.References.Length));
    }

    [Theory]
    [InlineData("Plans", "Re: Plans", "Fwd: Plans")]
    [InlineData("Re: Plans", "Re: Plans", "Fwd: Re: Plans")]
    [InlineData("AW: Plans", "Re: Plans", "Fwd: AW: Plans")]
    [InlineData("RE[2]: AW: Re : Plans", "Re: Plans", "Fwd: RE[2]: AW: Re : Plans")]
    [InlineData("SV: Plans", "Re: Plans", "Fwd: SV: Plans")]
    [InlineData("WG: Fwd: Plans", "Re: WG: Fwd: Plans", "Fwd: Plans")]
    [InlineData("Regarding: Plans", "Re: Regarding: Plans", "Fwd: Regarding: Plans")]
    [InlineData("=?utf-8?q?Aw=3A_Gr=C3=BC=C3=9Fe?=", "Re: Grüße", "Fwd: Aw: Grüße")]
    [InlineData("", "Re: ", "Fwd: ")]
    public async Task Marks_before_a_subject_do_not_pile_up(string subject, string reply, string forward)
    {
        var message = $"From: b@x.example\nSubject: {subject}\n\nText";

        Assert.Equal((reply, forward), ((await BeginAsync(DraftKind.Reply, message)).Subject, (await BeginAsync(DraftKind.Forward, message)).Subject));
    }

    [Fact]
    public async Task Plain_text_is_quoted_with_marks_and_as_blocks()
    {
        var draft = await BeginAsync(DraftKind.Reply, "From: Bob <b@x.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\nHello <Anna>\n\n> earlier\n>> before that\n");

        Assert.Equal("\n\nOn 2026-11-23 Bob wrote:\n> Hello <Anna>\n>\n>> earlier\n>>> before that\n", draft.Text);
        Assert.Contains("<div class=\"moz-cite-prefix\">On 2026-11-23 Bob wrote:</div><blockquote type=\"cite\"><div>Hello &lt;Anna&gt;</div>", draft.Html);
        Assert.Contains("<blockquote type=\"cite\"><div>earlier</div><blockquote type=\"cite\"><div>before that</div></blockquote></blockquote></blockquote>", draft.Html);
    }

    [Fact]
    public async Task Quoted_HTML_is_cleaned_and_loads_nothing()
    {
        var draft = await BeginAsync(DraftKind.Reply,
            "From: \"<script>Bob\" <b@x.example>\nContent-Type: text/html\n\n<script>alert(1)</script><p onclick=x() class=\"wm-toolbar gmail_quote\" style=\"position:fixed;color:red\">Hi</p>"
            + "<img src=\"https://x.example/a.png\" width=100 height=50 alt=\"A\"><img src=\"https://x.example/t.gif\" width=1 height=1><form><input name=a></form><svg><a/></svg>");

        Assert.DoesNotContain("script", draft.Html!.Replace("&lt;script&gt;", ""));
        foreach (var bad in new[] { "onclick", "position", "wm-toolbar", "<form", "<input", "<svg", " src=", "t.gif" })
            Assert.DoesNotContain(bad, draft.Html);
        Assert.Contains("data-held-src=\"https://x.example/a.png\"", draft.Html);
        Assert.Contains("<p class=\"gmail_quote\" style=\"color:", draft.Html.Replace("style=\"color: ", "style=\"color:"));
        Assert.Contains("> Hi", draft.Text);
    }

    [Fact]
    public async Task Pictures_in_a_quoted_text_go_along_and_files_do_not()
    {
        var draft = await BeginAsync(DraftKind.Reply, WithPicture);

        var picture = Assert.Single(draft.Attachments);
        Assert.Equal((MessageToken.OfPart(Key, "1.2"), "image/png"), (picture.Source, picture.ContentType));
        Assert.Contains($"src=\"cid:{picture.ContentId}\"", draft.Html);
    }

    [Fact]
    public async Task A_forwarded_message_keeps_head_pictures_and_files()
    {
        var draft = await BeginAsync(DraftKind.Forward, WithPicture);

        Assert.Equal(["1.2", "2"], draft.Attachments.Select(file => MessageToken.ReadSource(file.Source)!.Value.Section));
        Assert.Equal("plan.pdf", draft.Attachments[1].Name);
        Assert.Empty(draft.To);
        Assert.Null(draft.InReplyTo);
        Assert.Contains("---------- Forwarded ----------\nFrom: Bob <b@x.example>\nDate: 2026-11-23\nSubject: Plans\nTo: anna@example.org\n\nLook", draft.Text);
        Assert.Contains("<div>From: Bob &lt;b@x.example&gt;</div>", draft.Html);
    }

    [Fact]
    public async Task Several_messages_are_forwarded_as_files()
    {
        var one = await SourceAsync(WithPicture);
        var two = await SourceAsync("From: c@x.example\nSubject: a/b:c\n\nText") with { Key = Key with { Uid = 3 } };

        var draft = new Replying(Own, Words).Begin(DraftKind.Forward, [one, two]);

        Assert.Equal(DraftKind.ForwardAsAttachment, draft.Kind);
        Assert.Equal(["Plans.eml", "b_c.eml"], draft.Attachments.Select(file => file.Name));
        Assert.Equal([MessageToken.OfMessage(one.Key), MessageToken.OfMessage(two.Key)], draft.Attachments.Select(file => file.Source));
        Assert.Equal(2, draft.Sources.Length);
        // With its header.
        Assert.InRange(draft.Attachments[1].Size, 37, 41);
    }

    [Fact]
    public async Task The_address_that_was_written_to_answers()
    {
        Assert.Equal("Anna <anna@example.org>", (await BeginAsync(DraftKind.Reply, "From: b@x.example\nTo: anna@example.org\n\nText")).From);
        Assert.Equal("info@example.org", (await BeginAsync(DraftKind.Reply, "From: b@x.example\nTo: c@x.example\nCc: INFO@example.org\n\nText")).From);
        Assert.Equal("info@example.org", (await BeginAsync(DraftKind.Reply, "From: b@x.example\nDelivered-To: info@example.org\n\nText")).From);
        Assert.Equal("Anna <anna@example.org>", (await BeginAsync(DraftKind.Reply, "From: b@x.example\n\nText")).From);
    }

    [Fact]
    public async Task Edited_as_new_it_is_another_message()
    {
        var draft = await BeginAsync(DraftKind.EditAsNew, WithPicture.Replace("Subject:", "Message-ID: <p@x>\nIn-Reply-To: <q@x>\nCc: c@x.example\nBcc: d@x.example\nSubject:"));

        Assert.Equal(("anna@example.org", "c@x.example", "d@x.example", "Plans"), (draft.To[0], draft.Cc[0], draft.Bcc[0], draft.Subject));
        Assert.NotEqual("p@x", draft.MessageId);
        Assert.Null(draft.InReplyTo);
        Assert.Null(draft.SavedAs);
        Assert.Empty(draft.Sources);
        Assert.Equal(2, draft.Attachments.Length);
    }

    [Fact]
    public async Task What_is_sent_on_is_the_message_itself_also_after_it_was_saved_as_a_draft()
    {
        var draft = await BeginAsync(DraftKind.Redirect, WithPicture);

        Assert.Equal((DraftKind.Redirect, "Plans", null), (draft.Kind, draft.Subject, draft.Html));
        Assert.Contains("From: Bob <b@x.example>\n", draft.Text);
        Assert.Equal(MessageToken.OfMessage(Key), Assert.Single(draft.Attachments).Source);

        await using var composed = new ComposedMessage();
        var upload = await composed.UploadAsync(draft, "a.eml", "message/rfc822", Encoding.UTF8.GetBytes(WithPicture));
        using var saved = await composed.Composer.ComposeDraftAsync(draft with { Attachments = [upload], To = ["d@x.example"] }, ComposedMessage.Anna, TestContext.Current.CancellationToken);
        var again = await BeginAsync(DraftKind.Resume, ComposedMessage.Source(saved));

        Assert.Equal((DraftKind.Redirect, "d@x.example"), (again.Kind, Assert.Single(again.To)));
        Assert.Equal(MessageToken.OfMessage(Key), Assert.Single(again.Attachments).Source);
    }

    [Fact]
    public async Task A_draft_goes_on_as_it_was()
    {
        await using var composed = new ComposedMessage();
        var written = ComposedMessage.Draft with
        {
            Kind = DraftKind.ReplyAll,
            Sources = [MessageToken.Of(Key)],
            From = "Anna <anna@example.org>",
            To = ["Bob <b@x.example>", "unfinish", "\"Open <x@"],
            Cc = ["c@x.example"],
            Bcc = ["d@x.example"],
            Subject = "Grüße",
            Html = "<p>Hallo <b>du</b></p>",
            Text = "Hallo du",
            InReplyTo = "q@x",
            References = ["o@x", "q@x"],
            AsksForReceipt = true,
            Priority = 1,
        };
        using var saved = await composed.Composer.ComposeDraftAsync(written, ComposedMessage.Anna, TestContext.Current.CancellationToken);

        var draft = await BeginAsync(DraftKind.Resume, ComposedMessage.Source(saved));

        Assert.Equal(written.To, draft.To);
        Assert.Equal("<p>Hallo <b>du</b></p>", draft.Html);
        Assert.Equal("Hallo du", draft.Text);
        Assert.Equal(MessageToken.Of(Key), draft.SavedAs);
        Assert.Equivalent(
            new { written.Id, written.MessageId, written.Kind, written.From, written.Subject, written.InReplyTo, written.AsksForReceipt, written.Priority },
            new { draft.Id, draft.MessageId, draft.Kind, draft.From, draft.Subject, draft.InReplyTo, draft.AsksForReceipt, draft.Priority }, strict: true);
        Assert.Equal((written.Cc[0], written.Bcc[0], written.Sources[0]), (draft.Cc[0], draft.Bcc[0], draft.Sources[0]));
        Assert.Equal(written.References, draft.References);
    }

    [Fact]
    public async Task A_plain_draft_stays_plain()
    {
        var draft = await BeginAsync(DraftKind.Resume, "From: anna@example.org\nMessage-ID: <d@x.example>\nContent-Type: text/plain; format=flowed\n\nOne line that \nwas wrapped\n> quoted\n");

        Assert.Null(draft.Html);
        Assert.Equal("One line that was wrapped\n> quoted", draft.Text);
        Assert.Equal(DraftKind.Resume, draft.Kind);
    }

    [Fact]
    public async Task A_header_that_means_harm_becomes_no_line_break()
    {
        var draft = await BeginAsync(DraftKind.ReplyAll,
            "From: =?utf-8?q?B=0D=0ABcc:_eve@x.example?= <b@x.example>\nTo: =?utf-8?q?C=0A?= <c@x.example>\nSubject: =?utf-8?q?Hi=0D=0AX-Evil:_1?=\nMessage-ID: <a b@x>\n\nText");

        await using var composed = new ComposedMessage();
        using var outgoing = await composed.OutgoingAsync(draft);
        var source = ComposedMessage.Source(outgoing.Message);
        Assert.DoesNotContain("\r\nX-Evil", source);
        Assert.DoesNotContain("\r\nBcc", source);
        Assert.Equal(["b@x.example", "c@x.example"], outgoing.Recipients);
    }

    private const string WithPicture =
        "From: Bob <b@x.example>\nTo: anna@example.org\nDate: Mon, 23 Nov 2026 10:00:00 +0000\nSubject: Plans\nContent-Type: multipart/mixed; boundary=m\n\n"
        + "--m\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>Look</p><img src=\"cid:one@x\">\n"
        + "--r\nContent-Type: image/png; name=one.png\nContent-ID: <one@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--r--\n"
        + "--m\nContent-Type: application/pdf; name=plan.pdf\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--m--\n";

    private static async Task<Draft> BeginAsync(DraftKind kind, string source) => new Replying(Own, Words).Begin(kind, [await SourceAsync(source)]);

    private static async Task<SourceMessage> SourceAsync(string source)
    {
        var octets = Encoding.UTF8.GetBytes(source.ReplaceLineEndings("\r\n"));
        var headers = WholeMessage.Parse(new MemoryStream(octets), TestContext.Current.CancellationToken).Headers;
        return new SourceMessage(Key, headers, await WholeMessage.ReadAsync(new MemoryStream(octets)));
    }
}

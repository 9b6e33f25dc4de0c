using System.Text;
using MimeKit;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

/// <summary>Read receipts (RFC 8098): who may ask for one, and what it says.</summary>
public sealed class ReceiptTests
{
    private static readonly ReceiptWords Words = new(subject => $"Read: {subject}", (subject, recipient, date) => $"{subject} to {recipient} of {date:yyyy-MM-dd}");

    [Theory]
    [InlineData("Return-Path: <b@x.example>\nDisposition-Notification-To: Bob <B@x.example>", "B@x.example", false)]
    // RFC 8098 2.1: where it would go to somebody else, or to several, or nobody knows, the person decides.
    [InlineData("Return-Path: <b@x.example>\nDisposition-Notification-To: spy@x.example", "spy@x.example", true)]
    [InlineData("Disposition-Notification-To: b@x.example", "b@x.example", true)]
    [InlineData("Return-Path: <b@x.example>\nDisposition-Notification-To: b@x.example, c@x.example", "b@x.example c@x.example", true)]
    [InlineData("Return-Path: <b@x.example>\nDisposition-Notification-To: b@x.example, B@X.example\nDisposition-Notification-Options: some=optional,x", "b@x.example", false)]
    public void A_receipt_goes_to_whom_the_author_names(string header, string to, bool mustAsk)
    {
        var request = ReceiptRequest.Of(Headers(header))!;

        Assert.Equal((to, mustAsk), (string.Join(' ', request.To.Select(who => who.Address)), request.MustAsk));
    }

    [Theory]
    [InlineData("Subject: none is asked for")]
    [InlineData("Disposition-Notification-To: nobody")]
    [InlineData("Disposition-Notification-To: b@x.example\nList-Id: <l.x.example>")]
    [InlineData("Disposition-Notification-To: b@x.example\nList-Unsubscribe: <mailto:l@x.example>")]
    [InlineData("Disposition-Notification-To: b@x.example\nPrecedence: bulk")]
    [InlineData("Disposition-Notification-To: b@x.example\nAuto-Submitted: auto-replied")]
    [InlineData("Disposition-Notification-To: b@x.example\nContent-Type: multipart/report; report-type=disposition-notification")]
    [InlineData("Disposition-Notification-To: b@x.example\nDisposition-Notification-Options: signed-receipt = required, x")]
    public void Lists_programs_and_what_is_not_understood_get_none(string header) => Assert.Null(ReceiptRequest.Of(Headers(header)));

    [Theory]
    [InlineData(true, "manual-action/MDN-sent-manually; displayed")]
    [InlineData(false, "manual-action/MDN-sent-automatically; displayed")]
    public void It_says_what_was_displayed_and_whether_somebody_was_asked(bool isAsked, string disposition)
    {
        var headers = Headers("Message-ID: <m@x.example>\nOriginal-Recipient: rfc822;all@example.org\nSubject: =?utf-8?q?Pl=C3=A4ne?=\nDate: Mon, 23 Nov 2026 10:00:00 +0000");
        var id = Guid.NewGuid();

        var (outgoing, draft) = new Receipt(headers, [MailboxAddress.Parse("b@x.example")], new Identity("Anna", "anna@bücher.example"), Words, isAsked).Make(id, ComposedMessage.Now);

        using (outgoing)
        {
            Assert.Equal((id, "", false, "b@x.example"), (outgoing.Id, outgoing.EnvelopeFrom, outgoing.IsFiled, Assert.Single(outgoing.Recipients)));
            Assert.Equal(("Read: Pläne", "Pläne to anna@bücher.example of 2026-11-23"), (draft.Subject, draft.Text));
            var received = ComposedMessage.Received(outgoing.Message);
            Assert.Equal(("auto-replied", "m@x.example"), (received.Headers[HeaderId.AutoSubmitted], received.InReplyTo));
            var report = Assert.IsType<MultipartReport>(received.Body);
            Assert.Equal("disposition-notification", report.ReportType);
            Assert.Equal("Pläne to anna@bücher.example of 2026-11-23", Assert.IsType<TextPart>(report[0]).Text.TrimEnd());
            var fields = Assert.IsType<MessageDispositionNotification>(report[1]).Fields;
            Assert.Equal(
                ["Webmail", "rfc822;all@example.org", "rfc822;anna@xn--bcher-kva.example", "<m@x.example>", disposition],
                new[] { "Reporting-UA", "Original-Recipient", "Final-Recipient", "Original-Message-ID", "Disposition" }.Select(field => fields[field]));
        }
    }

    private static HeaderList Headers(string header) =>
        HeaderList.Load(new MemoryStream(Encoding.UTF8.GetBytes(header.ReplaceLineEndings("\r\n") + "\r\n\r\n")), TestContext.Current.CancellationToken);
}

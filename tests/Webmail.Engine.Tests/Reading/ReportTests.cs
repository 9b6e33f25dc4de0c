using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Reports;

namespace Webmail.Engine.Tests.Reading;

public sealed class ReportTests
{
    [Fact]
    public async Task A_bounce_says_who_why_and_by_whom()
    {
        var message = await EmlFile.ReadAsync(Report("delivery-status", """
            Reporting-MTA: dns; mail.example.test

            Original-Recipient: rfc822; berta@firm.example
            Final-Recipient: rfc822;b.weber@firm.example
            Action: failed
            Status: 5.0.0
            Remote-MTA: dns; mx.firm.example
            Diagnostic-Code: smtp; 550 5.1.1 <berta@firm.example>:
             no such user

            Final-Recipient: rfc822; carl@firm.example
            Action: delayed
            Status: 4.2.2 (mailbox full)

            """));

        Assert.Equal(
            [
                new RecipientOutcome("berta@firm.example", DeliveryOutcome.Failed, DeliveryReason.NoSuchMailbox, "5.1.1", "550 5.1.1 <berta@firm.example>: no such user", "mx.firm.example"),
                new RecipientOutcome("carl@firm.example", DeliveryOutcome.Delayed, DeliveryReason.MailboxFull, "4.2.2", "", "mail.example.test"),
            ],
            Assert.IsType<MessageReport.Delivery>(message.Report).Recipients);
        Assert.Contains("For people", message.Rendered.Body);
        Assert.Empty(message.Details.Attachments);
    }

    [Theory]
    [InlineData("5.1.1", DeliveryReason.NoSuchMailbox)]
    [InlineData("5.1.2", DeliveryReason.NoSuchDomain)]
    [InlineData("5.4.4", DeliveryReason.NoSuchDomain)]
    [InlineData("5.2.1", DeliveryReason.MailboxOff)]
    [InlineData("4.2.2", DeliveryReason.MailboxFull)]
    [InlineData("5.3.4", DeliveryReason.TooLarge)]
    [InlineData("5.7.26", DeliveryReason.Refused)]
    [InlineData("4.4.1", DeliveryReason.NotReached)]
    [InlineData("5.6.1", DeliveryReason.NotReadable)]
    [InlineData("5.5.0", DeliveryReason.Unknown)]
    [InlineData("nonsense", DeliveryReason.Unknown)]
    public async Task Codes_have_reasons(string code, DeliveryReason expected)
    {
        var message = await EmlFile.ReadAsync(Report("delivery-status", $"Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; b@c.example\nAction: failed\nStatus: {code}\n\n"));

        Assert.Equal(expected, Assert.IsType<MessageReport.Delivery>(message.Report).Recipients[0].Reason);
    }

    [Fact]
    public async Task A_report_of_thousands_is_cut_and_counted()
    {
        var groups = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"Final-Recipient: rfc822; a{i}@b.example\nAction: failed\nStatus: 5.1.1\n\n"));

        var report = Assert.IsType<MessageReport.Delivery>((await EmlFile.ReadAsync(Report("delivery-status", "Reporting-MTA: dns; a\n\n" + groups))).Report);

        Assert.Equal((MessageReport.MaxRecipients, 2_000 - MessageReport.MaxRecipients), (report.Recipients.Length, report.MoreRecipients));
    }

    [Theory]
    [InlineData("manual-action/MDN-sent-manually; displayed", Disposition.Displayed, false)]
    [InlineData("automatic-action/MDN-sent-automatically; deleted", Disposition.Deleted, true)]
    [InlineData("manual-action/MDN-sent-manually;displayed/error", Disposition.Displayed, false)]
    [InlineData("automatic-action/MDN-sent-automatically; dispatched", Disposition.PassedOn, true)]
    public async Task A_receipt_says_what_was_done(string disposition, Disposition expected, bool isAutomatic)
    {
        var message = await EmlFile.ReadAsync(Report("disposition-notification", $"Reporting-UA: x\nFinal-Recipient: rfc822;berta@firm.example\nDisposition: {disposition}\n"));

        Assert.Equal(new MessageReport.Receipt("berta@firm.example", expected, isAutomatic), message.Report);
    }

    [Fact]
    public async Task A_complaint_is_known()
    {
        var message = await EmlFile.ReadAsync(Report("feedback-report", "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\nOriginal-Mail-From: <me@example.test>\n"));

        Assert.Equal(new MessageReport.Complaint("abuse", "me@example.test"), message.Report);
    }

    [Theory]
    [InlineData("delivery-status", "")]
    [InlineData("delivery-status", "\n\n\n")]
    [InlineData("delivery-status", "this is no report\n")]
    [InlineData("disposition-notification", "Disposition: ???\n")]
    public async Task What_says_nothing_stays_a_file(string kind, string content)
    {
        var message = await EmlFile.ReadAsync(Report(kind, content));

        Assert.Null(message.Report);
        Assert.Single(message.Details.Attachments);
    }

    private static string Report(string kind, string content) =>
        $"""
        From: MAILER-DAEMON@example.test
        Subject: x
        Content-Type: multipart/report; report-type={kind}; boundary=b

        --b
        Content-Type: text/plain

        For people
        --b
        Content-Type: message/{kind}

        {content}
        --b--

        """;
}

using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>What the other tests take for granted about the servers.</summary>
public sealed class MailServersTests(OwnMailServersFixture fixture) : IClassFixture<OwnMailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PrivateMailServers Servers => fixture.Servers;

    [Fact]
    public async Task The_modern_server_offers_every_extension_and_knows_its_special_mailboxes()
    {
        var user = await fixture.NewUserAsync();
        using var client = await Servers.Modern.ConnectAsync(user, Cancelled);
        const ImapCapabilities wanted = ImapCapabilities.CondStore | ImapCapabilities.QuickResync | ImapCapabilities.Notify | ImapCapabilities.Move
            | ImapCapabilities.SpecialUse | ImapCapabilities.Quota | ImapCapabilities.Compress | ImapCapabilities.Idle | ImapCapabilities.Preview
            | ImapCapabilities.SaveDate | ImapCapabilities.Id | ImapCapabilities.ESearch | ImapCapabilities.Thread | ImapCapabilities.Sort;
        Assert.Equal(wanted, client.Capabilities & wanted);
        Assert.Equal("Sent", client.GetFolder(SpecialFolder.Sent)!.FullName);
        Assert.Equal('/', client.PersonalNamespaces[0].DirectorySeparator);
    }

    [Fact]
    public async Task The_plain_server_keeps_everything_below_inbox_and_hides_the_extensions()
    {
        var user = await fixture.NewUserAsync();
        using var client = await Servers.Plain.ConnectAsync(user, Cancelled);
        const ImapCapabilities hidden = ImapCapabilities.CondStore | ImapCapabilities.QuickResync | ImapCapabilities.Notify | ImapCapabilities.Move
            | ImapCapabilities.SpecialUse | ImapCapabilities.Quota | ImapCapabilities.Compress | ImapCapabilities.ESearch | ImapCapabilities.Preview;
        Assert.Equal(ImapCapabilities.None, client.Capabilities & hidden);
        Assert.True(client.Capabilities.HasFlag(ImapCapabilities.UidPlus | ImapCapabilities.Idle | ImapCapabilities.ListStatus));
        Assert.Equal("INBOX.", client.PersonalNamespaces[0].Path + client.PersonalNamespaces[0].DirectorySeparator);
        Assert.Equal("INBOX.Sent", (await client.GetFolderAsync(Servers.Plain.MailboxName("Sent"), Cancelled)).FullName);
    }

    [Theory]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.None)]
    public async Task A_user_signs_in_over_tls_starttls_and_in_clear(SecureSocketOptions security)
    {
        var user = await fixture.NewUserAsync();
        using var client = new ImapClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => Servers.Certificate.Is(certificate);
        var port = security == SecureSocketOptions.SslOnConnect ? Servers.Modern.ImapsPort : Servers.Modern.ImapPort;
        await client.ConnectAsync(Servers.Modern.Host, port, security, Cancelled);
        foreach (var mechanism in (string[])["PLAIN", "LOGIN", "SCRAM-SHA-1", "SCRAM-SHA-256"])
            Assert.Contains(mechanism, client.AuthenticationMechanisms);
        await client.AuthenticateAsync(user, "secret", Cancelled);
        Assert.True(client.IsAuthenticated);
    }

    [Fact]
    public async Task A_changed_password_counts_at_once()
    {
        var user = await fixture.NewUserAsync();
        using (await Servers.Modern.ConnectAsync(user, Cancelled))
            await Servers.ChangePasswordAsync(user, "Secret");
        using var client = new ImapClient();
        await client.ConnectAsync(Servers.Modern.Host, Servers.Modern.ImapPort, SecureSocketOptions.None, Cancelled);
        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(user, "secret", Cancelled));
        await client.AuthenticateAsync(user, "Secret", Cancelled);
    }

    [Fact]
    public async Task What_one_user_submits_the_other_receives()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var (sender, receiver) = (await fixture.NewUserAsync(), await fixture.NewUserAsync());
        using var message = Message(sender, receiver, "Über Postfix");

        using var smtp = new SmtpClient { CheckCertificateRevocation = false };
        smtp.ServerCertificateValidationCallback = (_, certificate, _, _) => Servers.Certificate.Is(certificate);
        await smtp.ConnectAsync(Servers.Submission.Host, Servers.Submission.SubmissionsPort, SecureSocketOptions.SslOnConnect, Cancelled);
        await smtp.AuthenticateAsync(sender, "secret", Cancelled);
        await smtp.SendAsync(message, Cancelled);

        using var client = await Servers.Modern.ConnectAsync(receiver, Cancelled);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancelled);
        await Until(client, () => client.Inbox.Count == 1);
        using var received = await client.Inbox.GetMessageAsync(0, Cancelled);
        Assert.Equal("Über Postfix", received.Subject);
    }

    [Theory]
    [InlineData("refused", SmtpStatusCode.TransactionFailed)]
    [InlineData("try-later", SmtpStatusCode.MailboxBusy)]
    public async Task Submission_refuses_the_recipients_made_for_that(string recipient, SmtpStatusCode code)
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var sender = await fixture.NewUserAsync();
        using var message = Message(sender, $"{recipient}@{Servers.Domain}", "x");
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync(Servers.Submission.Host, Servers.Submission.SubmissionPort, SecureSocketOptions.None, Cancelled);
        await smtp.AuthenticateAsync(sender, "secret", Cancelled);
        var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => smtp.SendAsync(message, Cancelled));
        Assert.Equal(SmtpErrorCode.RecipientNotAccepted, refused.ErrorCode);
        Assert.Equal(code, refused.StatusCode);
    }

    [Fact]
    public async Task Submission_wants_a_password()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        using var message = Message("a@example.test", "b@example.test", "x");
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync(Servers.Submission.Host, Servers.Submission.SubmissionPort, SecureSocketOptions.None, Cancelled);
        await Assert.ThrowsAnyAsync<CommandException>(() => smtp.SendAsync(message, Cancelled));
    }

    [Fact]
    public async Task A_full_quota_refuses_to_append()
    {
        var user = await fixture.NewUserAsync(quotaBytes: 20 * 1024);
        using var client = await Servers.Modern.ConnectAsync(user, Cancelled);
        using var message = Message(user, user, "x");
        message.Body = new TextPart("plain") { Text = new string('x', 30_000) };
        var refused = await Assert.ThrowsAsync<ImapCommandException>(() => client.Inbox.AppendAsync(message, cancellationToken: Cancelled));
        Assert.Contains("Quota exceeded", refused.Message, StringComparison.Ordinal);
        Assert.Equal(20, (int)(await client.Inbox.GetQuotaAsync(Cancelled)).StorageLimit!);
    }

    [Fact]
    public async Task A_move_into_the_full_shared_namespace_is_refused()
    {
        var user = await fixture.NewUserAsync();
        using var client = await Servers.Modern.ConnectAsync(user, Cancelled);
        var shared = await client.GetFolder(client.SharedNamespaces[0]).CreateAsync($"box-{Guid.NewGuid():N}", true, Cancelled);
        using var message = Message(user, user, "x");
        message.Body = new TextPart("plain") { Text = new string('x', 6_000_000) };
        await client.Inbox.AppendAsync(message, cancellationToken: Cancelled);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite, Cancelled);
        var refused = await Assert.ThrowsAsync<ImapCommandException>(() => client.Inbox.MoveToAsync(0, shared!, Cancelled));
        Assert.Contains("Quota exceeded", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, client.Inbox.Count);
    }

    [Fact]
    public async Task Seeding_fills_a_mailbox_with_the_same_messages_each_time()
    {
        var user = await fixture.NewUserAsync();
        foreach (var server in (DovecotServer[])[Servers.Modern, Servers.Plain])
        {
            var mailbox = server.MailboxName("Große Ablage & mehr");
            var taken = await server.SeedAsync(user, mailbox, 2_000, Cancelled);
            TestContext.Current.SendDiagnosticMessage("{0}: 2,000 messages in {1:N0} ms", server.Options.Name, taken.TotalMilliseconds);
            using var client = await server.ConnectAsync(user, Cancelled);
            var folder = await client.GetFolderAsync(mailbox, Cancelled);
            await folder.OpenAsync(FolderAccess.ReadOnly, Cancelled);
            Assert.Equal(2_000, folder.Count);
            var last = await folder.FetchAsync(1_999, 1_999, MessageSummaryItems.Envelope, Cancelled);
            Assert.Equal("Re: Corrected minutes 500", last[0].Envelope!.Subject);
        }
    }

    private static MimeMessage Message(string from, string to, string subject) =>
        new([MailboxAddress.Parse(from)], [MailboxAddress.Parse(to)], subject, new TextPart("plain") { Text = "Hallo" });

    private static async Task Until(ImapClient client, Func<bool> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!reached())
        {
            await client.NoOpAsync(limit.Token);
            await Task.Delay(20, limit.Token);
        }
    }
}

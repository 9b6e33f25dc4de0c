using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Submission.Smtp;
using Webmail.Engine.Tests.Scripted;
using static Webmail.Engine.Tests.Scripted.ScriptedSmtpServer;
using Refused = Webmail.Engine.Submission.Smtp.SubmissionOutcome.Refused;

namespace Webmail.Engine.Tests.Submission;

/// <summary>What becomes of one attempt to hand in a message, whatever the server does.</summary>
public sealed class SubmissionTests : IAsyncDisposable
{
    private static readonly string[] Both = ["bert@example.org", "carla@example.org"];

    private readonly ScriptedSmtpServer server = new();
    private SubmissionTimes times = new() { Connect = TimeSpan.FromSeconds(30), Silence = TimeSpan.FromSeconds(30), Answer = TimeSpan.FromSeconds(30) };

    private int markers;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_message_is_taken_as_it_is_for_all_recipients()
    {
        Assert.IsType<SubmissionOutcome.Accepted>(await SendAsync(Both, text: "Erste Zeile\r\n.Punkt\r\n..zwei"));

        var taken = Assert.Single(server.Taken);
        Assert.Equal(("anna@example.org", 1), (taken.From, markers));
        Assert.Equal(Both, taken.Recipients);
        Assert.EndsWith("Erste Zeile\r\n.Punkt\r\n..zwei\r\n", taken.Data);
    }

    [Theory]
    [InlineData(Greeting, "421 4.3.2 later", SubmissionFailure.Refused, true)]
    [InlineData(Greeting, "554 5.7.1 go away", SubmissionFailure.Refused, false)]
    [InlineData("AUTH", "454 4.7.0 later", SubmissionFailure.Refused, true)]
    [InlineData("AUTH", "535 5.7.8 wrong", SubmissionFailure.CredentialsRejected, false)]
    [InlineData("MAIL", "451 4.3.0 later", SubmissionFailure.Refused, true)]
    [InlineData("MAIL", "553 5.7.1 not yours", SubmissionFailure.SenderRefused, false)]
    [InlineData("MAIL", "552 5.3.4 too big", SubmissionFailure.TooLarge, false)]
    [InlineData("RCPT", "450 4.2.0 later", SubmissionFailure.RecipientsRefused, true)]
    [InlineData("RCPT", "550 5.1.1 no such user", SubmissionFailure.RecipientsRefused, false)]
    [InlineData("DATA", "451 4.3.0 later", SubmissionFailure.Refused, true)]
    [InlineData("DATA", "554 5.7.1 no", SubmissionFailure.Refused, false)]
    [InlineData(End, "451 4.3.0 later", SubmissionFailure.Refused, true)]
    [InlineData(End, "552 5.3.4 too big", SubmissionFailure.TooLarge, false)]
    [InlineData(End, "554 5.6.0 spam", SubmissionFailure.Refused, false)]
    public async Task A_refusal_is_final_or_for_now_and_nobody_gets_the_message(string command, string reply, SubmissionFailure failure, bool forNow)
    {
        server.On(command, reply);

        var refused = Assert.IsType<Refused>(await SendAsync(Both));

        Assert.Equal((failure, forNow), (refused.Failure, refused.ForNow));
        Assert.Empty(server.Taken);
        Assert.Contains(reply[10..], refused.ServerText ?? refused.Refusals[0].ServerText);
        Assert.DoesNotContain("secret", refused.ServerText ?? "");
    }

    [Theory]
    [InlineData(Greeting, HangUp)]
    [InlineData("EHLO", HangUp)]
    [InlineData("AUTH", HangUp)]
    [InlineData("MAIL", HangUp)]
    [InlineData("RCPT", HangUp)]
    [InlineData("DATA", HangUp)]
    [InlineData(Greeting, Silence)]
    [InlineData("AUTH", Silence)]
    [InlineData("MAIL", Silence)]
    [InlineData("RCPT", Silence)]
    [InlineData("DATA", Silence)]
    public async Task A_connection_lost_before_the_data_is_safe_to_try_again(string command, string what)
    {
        server.On(command, what);
        Hurry(what);

        var refused = Assert.IsType<Refused>(await SendAsync(Both));

        Assert.Equal((SubmissionFailure.ServerUnreachable, true), (refused.Failure, refused.ForNow));
        Assert.Empty(server.Taken);
        Assert.Equal(0, markers);
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_of_the_data_is_safe_to_try_again()
    {
        server.HangUpInData = 10_000;

        var refused = Assert.IsType<Refused>(await SendAsync(Both, text: string.Concat(Enumerable.Repeat("Zeile um Zeile um Zeile\r\n", 2_000_000))));

        Assert.Equal((SubmissionFailure.ServerUnreachable, true), (refused.Failure, refused.ForNow));
        Assert.Empty(server.Taken);
    }

    [Theory]
    [InlineData(HangUp)]
    [InlineData(Silence)]
    public async Task A_connection_lost_after_the_final_dot_is_unknown(string what)
    {
        server.On(End, what);
        Hurry(what);

        Assert.IsType<SubmissionOutcome.Unknown>(await SendAsync(Both));
        Assert.Single(server.Taken);
    }

    [Theory]
    [InlineData("8BITMIME")]
    [InlineData("PIPELINING")]
    public async Task One_recipient_refused_means_that_nobody_gets_it(string offer)
    {
        server.Offers = ["AUTH PLAIN", offer];
        server.On("RCPT", line => line.Contains("bert", StringComparison.Ordinal) ? "550 5.1.1 <bert@example.org> unknown" : "250 2.1.5 ok");

        var refused = Assert.IsType<Refused>(await SendAsync(Both));

        var refusal = Assert.Single(refused.Refusals);
        Assert.Equal(("bert@example.org", 550, "5.1.1", false), (refusal.Address, refusal.Code, refusal.EnhancedStatus, refused.ForNow));
        Assert.Equal("<bert@example.org> unknown", refusal.ServerText);
        Assert.DoesNotContain("DATA", server.Received);
        Assert.Equal(0, markers);
    }

    [Theory]
    [InlineData("8BITMIME")]
    [InlineData("PIPELINING")]
    public async Task Every_refused_recipient_is_named_and_the_message_waits_only_if_all_are_for_now(string offer)
    {
        server.Offers = ["AUTH PLAIN", offer];
        server.On("RCPT", line => line.Contains("bert", StringComparison.Ordinal) ? "450 4.2.0 later" : "550 5.1.1 unknown");
        var mixed = Assert.IsType<Refused>(await SendAsync(Both));
        server.On("RCPT", "450 4.2.0 later");
        var later = Assert.IsType<Refused>(await SendAsync(Both));

        Assert.Equal(Both, mixed.Refusals.Select(refusal => refusal.Address));
        Assert.Equal([true, false], mixed.Refusals.Select(refusal => refusal.IsTemporary));
        Assert.False(mixed.ForNow);
        Assert.True(later.ForNow);
    }

    [Fact]
    public async Task The_marker_is_set_when_the_server_has_answered_DATA_and_without_it_no_text_is_sent()
    {
        var said = new List<string>();
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(Both, marker: _ =>
        {
            said.AddRange(server.Received);
            throw new InvalidOperationException("disk full");
        }));

        Assert.Equal("disk full", fault.Message);
        Assert.Equal("DATA", said[^1]);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task The_marker_is_set_before_BDAT_which_brings_the_text_with_it()
    {
        server.Offers = ["AUTH PLAIN", "CHUNKING", "PIPELINING"];
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(Both, marker: _ => throw new InvalidOperationException("disk full")));

        Assert.Contains(server.Received, line => line.StartsWith("RCPT", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Received, line => line.StartsWith("BDAT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_above_the_servers_size_is_not_even_begun()
    {
        server.Offers = ["AUTH PLAIN", "SIZE 1000"];

        var refused = Assert.IsType<Refused>(await SendAsync(Both, text: new string('x', 2000)));

        Assert.Equal((SubmissionFailure.TooLarge, false), (refused.Failure, refused.ForNow));
        Assert.DoesNotContain(server.Received, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_beyond_ascii_needs_a_server_that_can_take_it()
    {
        var refused = Assert.IsType<Refused>(await SendAsync(["jörg@example.org"]));
        Assert.Equal((SubmissionFailure.AddressNotSupported, false), (refused.Failure, refused.ForNow));

        server.Offers = ["AUTH PLAIN", "8BITMIME", "SMTPUTF8"];
        Assert.IsType<SubmissionOutcome.Accepted>(await SendAsync(["jörg@example.org", "eva@müller.example"]));
        Assert.Equal("jörg@example.org", Assert.Single(server.Taken).Recipients[0]);
    }

    [Fact]
    public async Task Without_the_encryption_that_is_configured_nothing_is_said()
    {
        var notOffered = Assert.IsType<Refused>(await SendAsync(Both, TransportSecurity.StartTls));
        server.Offers = ["STARTTLS", "AUTH PLAIN"];
        server.On("STARTTLS", "454 4.7.0 not now");
        var refused = Assert.IsType<Refused>(await SendAsync(Both, TransportSecurity.StartTls));
        var noTls = Assert.IsType<Refused>(await SendAsync(Both, TransportSecurity.Tls));

        Assert.All([notOffered, refused, noTls], outcome => Assert.Equal((SubmissionFailure.EncryptionNotOffered, true), (outcome.Failure, outcome.ForNow)));
        Assert.DoesNotContain(server.Received, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TransportSecurity.Tls)]
    [InlineData(TransportSecurity.StartTls)]
    public async Task A_certificate_is_trusted_when_the_administrator_named_it(TransportSecurity security)
    {
        server.Offers = security == TransportSecurity.StartTls ? ["STARTTLS", "AUTH PLAIN"] : ["AUTH PLAIN"];
        server.Certificate = TestCertificate.SelfSigned();

        var stranger = Assert.IsType<Refused>(await SendAsync(Both, security));
        Assert.Equal((SubmissionFailure.CertificateNotTrusted, true), (stranger.Failure, stranger.ForNow));
        Assert.DoesNotContain("AUTH", server.Received);

        var fingerprint = server.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        Assert.IsType<SubmissionOutcome.Accepted>(await SendAsync(Both, security, trusted: fingerprint));
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_a_few_times_before_mail_and_never_from_there_on()
    {
        var connections = 0;
        server.On(Greeting, _ => ++connections < 3 ? HangUp : "220 ready");
        Assert.IsType<SubmissionOutcome.Accepted>(await SendAsync(Both, attempts: 3));

        server.On("MAIL", HangUp);
        Assert.IsType<Refused>(await SendAsync(Both, attempts: 3));
        Assert.Equal(2, server.Received.Count(line => line.StartsWith("MAIL", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reports_of_delivery_are_asked_for_where_they_are_offered()
    {
        server.Offers = ["AUTH PLAIN", "DSN"];
        Assert.IsType<SubmissionOutcome.Accepted>(await SendAsync(Both, reportsAs: "one@example.org"));

        Assert.Contains(server.Received, line => line.StartsWith("MAIL", StringComparison.Ordinal) && line.Contains("RET=HDRS", StringComparison.Ordinal) && line.Contains("ENVID=one@example.org", StringComparison.Ordinal));
        Assert.Equal(2, server.Received.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains("NOTIFY=SUCCESS,FAILURE,DELAY", StringComparison.Ordinal)));

        server.Received.Clear();
        Assert.IsType<SubmissionOutcome.Accepted>(await SendAsync(Both));
        server.Offers = ["AUTH PLAIN"];
        Assert.IsType<SubmissionOutcome.Accepted>(await SendAsync(Both, reportsAs: "one@example.org"));
        Assert.DoesNotContain(server.Received, line => line.Contains("NOTIFY", StringComparison.Ordinal) || line.Contains("RET=", StringComparison.Ordinal) || line.Contains("ENVID", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_with_CHUNKING_gets_the_text_by_its_length()
    {
        server.Offers = ["AUTH PLAIN", "8BITMIME", "CHUNKING", "BINARYMIME"];

        Assert.IsType<SubmissionOutcome.Accepted>(await SendAsync(Both, text: "Erste Zeile\r\n.Punkt\r\n..zwei"));

        Assert.EndsWith("Erste Zeile\r\n.Punkt\r\n..zwei", Assert.Single(server.Taken).Data.TrimEnd());
        Assert.Contains(server.Received, line => line.StartsWith("BDAT ", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Received, line => line == "DATA" || line.Contains("BINARYMIME", StringComparison.Ordinal));
        Assert.Equal(1, markers);
    }

    [Fact]
    public async Task With_CHUNKING_too_a_lost_answer_is_unknown_and_a_lost_text_is_not()
    {
        server.Offers = ["AUTH PLAIN", "CHUNKING", "PIPELINING"];
        server.On(End, HangUp);
        Assert.IsType<SubmissionOutcome.Unknown>(await SendAsync(Both));
        server.On(End, "554 5.6.0 spam");
        Assert.Equal(SubmissionFailure.Refused, Assert.IsType<Refused>(await SendAsync(Both)).Failure);
        server.HangUpInData = 10_000;
        Assert.Equal(SubmissionFailure.ServerUnreachable, Assert.IsType<Refused>(await SendAsync(Both, text: string.Concat(Enumerable.Repeat("Zeile um Zeile um Zeile\r\n", 2_000_000)))).Failure);
        Assert.Single(server.Taken);
    }

    private async Task<SubmissionOutcome> SendAsync(
        string[] recipients, TransportSecurity security = TransportSecurity.None, string? trusted = null, string text = "Hallo",
        Func<CancellationToken, Task>? marker = null, int attempts = 1, string? reportsAs = null)
    {
        // Whoever sends it disposes it.
        var message = new MimeMessage(
            [MailboxAddress.Parse("anna@example.org")], recipients.Select(MailboxAddress.Parse), "Grüße",
            new TextPart("plain") { Text = text, ContentTransferEncoding = ContentEncoding.SevenBit });
        using var written = new MemoryStream();
        await message.WriteToAsync(written, Now);
        var submission = new MailSubmission(times with { ConnectAttempts = attempts, RetryDelay = TimeSpan.FromMilliseconds(5) }, TimeProvider.System);
        return await submission.SendAsync(
            new ServerEndpoint("127.0.0.1", server.Port, security, trusted), new PasswordCredentials("anna@example.org", "secret"),
            new MailEnvelope("anna@example.org", [.. recipients]) { ReportsAs = reportsAs }, _ => Task.FromResult(message), written.Length, marker ?? Mark, Now);
    }

    private void Hurry(string what)
    {
        if (what == Silence)
            times = times with { Silence = TimeSpan.FromMilliseconds(400), Answer = TimeSpan.FromMilliseconds(600) };
    }

    private Task Mark(CancellationToken cancellationToken)
    {
        markers++;
        return Task.CompletedTask;
    }
}

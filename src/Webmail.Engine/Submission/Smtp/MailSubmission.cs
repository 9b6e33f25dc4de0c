using System.Collections.Immutable;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MimeKit;
using Polly;
using Polly.Retry;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Submission.Outbox;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>
/// Hands messages to a server for submission (RFC 6409), each over a connection of its own. Connecting is tried a few times; from MAIL on
/// nothing is ever repeated here.
/// </summary>
internal sealed class MailSubmission
{
    private readonly SubmissionTimes times;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline<Connected> connecting;

    public MailSubmission(SubmissionTimes times, TimeProvider time)
    {
        (this.times, this.time) = (times, time);
        var pipeline = new ResiliencePipelineBuilder<Connected> { TimeProvider = time };
        if (times.ConnectAttempts > 1)
        {
            pipeline.AddRetry(new RetryStrategyOptions<Connected>
            {
                MaxRetryAttempts = times.ConnectAttempts - 1,
                Delay = times.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // Never again with credentials that were refused: each refusal counts towards a server's own brake.
                ShouldHandle = new PredicateBuilder<Connected>().HandleResult(result => result.Failure is { Failure: SubmissionFailure.ServerUnreachable }),
            });
        }

        connecting = pipeline.AddTimeout(times.Connect).Build();
    }

    /// <summary>Hands in one message, for all recipients or none.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="credentials">Who sends.</param>
    /// <param name="envelope">From whom and to whom.</param>
    /// <param name="open">Reads the message while the server is being connected to; it may get other transfer encodings.</param>
    /// <param name="octets">Its size.</param>
    /// <param name="beforeData">Done before the first byte of the message can leave. If it throws, none does.</param>
    /// <param name="cancellationToken">Breaks it off; the outcome then says how far it was.</param>
    /// <remarks>What it throws is a fault of ours, and then the server has not got the message.</remarks>
    public async Task<SubmissionOutcome> SendAsync(
        ServerEndpoint server, ICredentials credentials, MailEnvelope envelope, Func<CancellationToken, Task<MimeMessage>> open, long octets,
        Func<CancellationToken, Task> beforeData, CancellationToken cancellationToken)
    {
        if (!server.IsProtected)
            return new SubmissionOutcome.Refused(SubmissionFailure.EncryptionNotOffered, false, null, []);
        var coming = ConnectPatientlyAsync(server, credentials, cancellationToken);
        MimeMessage message;
        try
        {
            message = await open(cancellationToken);
        }
        catch
        {
            (await coming).Client?.Dispose();
            throw;
        }

        using (message)
        {
            var connected = await coming;
            if (connected.Client is not { } client)
                return connected.Failure!;
            using var _ = client;
            // RFC 1870 4: 0 is a server that names no limit.
            if (client.Capabilities.HasFlag(SmtpCapabilities.Size) && client.MaxSize > 0 && octets > client.MaxSize)
                return new SubmissionOutcome.Refused(SubmissionFailure.TooLarge, false, null, []);
            if (envelope.Recipients.Append(envelope.From).Any(MailPath.NeedsUtf8) && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
                return new SubmissionOutcome.Refused(SubmissionFailure.AddressNotSupported, false, null, []);
            client.ReportsAs = envelope.ReportsAs;
            return await SendAsync(client, MailPath.Parse(envelope.From), [.. Once(envelope.Recipients).Select(MailPath.Parse)], message, beforeData, cancellationToken);
        }
    }

    /// <summary>Connects, with all attempts; what comes of it is a value.</summary>
    private async Task<Connected> ConnectPatientlyAsync(ServerEndpoint server, ICredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            return await connecting.ExecuteAsync(async token => await ConnectAsync(server, credentials, token), cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or Polly.Timeout.TimeoutRejectedException)
        {
            return new Connected(null, SubmissionFailures.Unreachable, false);
        }
    }

    /// <summary>Asks what the server can do, without signing in; null if it cannot be had.</summary>
    public async Task<SubmissionOffers?> AskAsync(ServerEndpoint server, CancellationToken cancellationToken)
    {
        if (!server.IsProtected)
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(times.Connect);
        try
        {
            if ((await ConnectAsync(server, null, afterScram: false, patience.Token)).Client is not { } client)
                return null;
            using (client)
            {
                // RFC 1870 4: 0 is a server that names no limit.
                var hasLimit = client.Capabilities.HasFlag(SmtpCapabilities.Size) && client.MaxSize > 0;
                var offers = new SubmissionOffers(hasLimit ? client.MaxSize : null, client.Capabilities.HasFlag(SmtpCapabilities.Dsn));
                await SayGoodbyeAsync(client, patience.Token);
                return offers;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<SubmissionOutcome> SendAsync(
        SubmissionClient client, MailboxAddress from, List<MailboxAddress> recipients, MimeMessage message,
        Func<CancellationToken, Task> beforeData, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(message, from, recipients, beforeData, times.Answer, cancellationToken);
        }
        catch (SmtpCommandException refusal) when (client.EndReached)
        {
            return SubmissionFailures.Command(refusal);
        }
        catch (Exception) when (client.EndReached)
        {
            return new SubmissionOutcome.Unknown();
        }
        catch (Exception exception) when (SubmissionFailures.Sending(exception, client) is not null)
        {
            return SubmissionFailures.Sending(exception, client)!;
        }

        await SayGoodbyeAsync(client, cancellationToken);
        return new SubmissionOutcome.Accepted();
    }

    private async Task<Connected> ConnectAsync(ServerEndpoint server, ICredentials credentials, CancellationToken cancellationToken)
    {
        var first = await ConnectAsync(server, credentials, afterScram: false, cancellationToken);
        // ADR 6: the server may hold the password in a form that SCRAM cannot do with. Many hang up after a refusal, hence anew.
        return first.ScramWasRefused ? await ConnectAsync(server, credentials, afterScram: true, cancellationToken) : first;
    }

    /// <summary>Connects, and signs in if there is something to sign in with.</summary>
    private async Task<Connected> ConnectAsync(ServerEndpoint server, ICredentials? credentials, bool afterScram, CancellationToken cancellationToken)
    {
        var socket = ImapSignIn.NewSocket();
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return new Connected(null, SubmissionFailures.Unreachable, false);
        }

        var connection = new SubmissionStream(new NetworkStream(socket, ownsSocket: true), times.Silence, time);
        var trust = new CertificateTrust(server.TrustedCertificate);
        var client = new SubmissionClient
        {
            Connection = connection,
            ServerCertificateValidationCallback = trust.Accept,
            // An authority that does not answer would make every message slow; browsers do not wait for it either.
            CheckCertificateRevocation = false,
        };
        try
        {
            await client.ConnectAsync(connection, server.Host, server.Port, ImapSignIn.OptionsFor(server.Security), cancellationToken);
            // A server that offers no AUTH trusts where we come from, or says so at MAIL.
            if (credentials is not null && client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
                await credentials.AuthenticateAsync(client, afterScram, cancellationToken);
            return new Connected(client, null, false);
        }
        catch (Exception exception)
        {
            var failure = exception is OperationCanceledException ? null : SubmissionFailures.Connecting(exception, server.Security, trust, client);
            client.Dispose();
            connection.Dispose();
            if (failure is null)
                throw;
            return new Connected(null, failure, exception is ScramRefusedException);
        }
    }

    /// <summary>MailKit leaves out an address that comes twice, in whatever case, and so do we: the answers are counted.</summary>
    private static IEnumerable<string> Once(ImmutableArray<string> recipients) => recipients.Distinct(StringComparer.OrdinalIgnoreCase);

    private static async Task SayGoodbyeAsync(SubmissionClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(true, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException || SubmissionFailures.Sending(exception, client) is not null)
        {
            // The message is accepted; what comes after it changes nothing.
        }
    }

    private sealed record Connected(SubmissionClient? Client, SubmissionOutcome.Refused? Failure, bool ScramWasRefused);
}

using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission.Smtp;
using Webmail.Engine.Submission.Uploads;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>Brings one message one step further. Each step is stored before the next begins, so that it can go on after any end of the program.</summary>
internal sealed partial class OutboxDelivery(
    Outbox outbox, ServerDirectory servers, LendAccount lend, MailSubmission submission, UploadStore uploads, ILogger logger)
{
    // Less than the half minute that a host gives its services to stop.
    private static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestSavePause = TimeSpan.FromSeconds(30);

    /// <summary>The next step of a row that is due, unless another worker is at it.</summary>
    public async Task AdvanceAsync(StoredOutgoing row, CancellationToken stopping)
    {
        if (row.Step == (int)OutboxStep.Submitting)
        {
            await RecoverAsync(row, stopping);
            return;
        }

        var was = (OutboxStep)row.Step;
        var (to, at) = was == OutboxStep.Held ? (OutboxStep.Submitting, outbox.Now) : (was, row.At);
        if (!await outbox.Store.TryTakeAsync(row, to, at, outbox.UntilLeaseEnds, stopping))
            return;
        OutgoingContent content;
        try
        {
            content = outbox.Store.Open<OutgoingContent>(row.Content);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            await UnreadableAsync(row);
            return;
        }

        switch (was)
        {
            case OutboxStep.Held:
                await SubmitAsync(row, content, stopping);
                break;
            case OutboxStep.Submitted:
                await AfterwardsAsync(row, content, FileAsync, OutboxStep.FiledInSent, RetryPauses.InAWeek, stopping);
                break;
            default:
                await AfterwardsAsync(row, content, MarkAsync, OutboxStep.Done, RetryPauses.InADay, stopping);
                break;
        }
    }

    /// <summary>
    /// Takes up a message that was being handed over by a worker that is not heard of any more: where no byte of it can have left it goes on,
    /// elsewhere nobody knows.
    /// </summary>
    private async Task RecoverAsync(StoredOutgoing read, CancellationToken cancellationToken)
    {
        if (await outbox.Store.FindAsync(read.Id, cancellationToken) is not { } row)
            return;
        if (read.DataBegun)
            Rest(row, OutboxStep.Unclear, SubmissionFailure.OutcomeUnknown);
        else
            (row.Step, row.At, row.DueAt) = ((int)OutboxStep.Held, outbox.Now, outbox.Now);
        if (await outbox.Store.TryEndAsync(read, row, cancellationToken))
            outbox.Tell(row);
    }

    private async Task SubmitAsync(StoredOutgoing row, OutgoingContent content, CancellationToken stopping)
    {
        outbox.Tell(row);
        switch (await HandOverAsync(row, content, stopping))
        {
            case SubmissionOutcome.Accepted:
                Go(row, OutboxStep.Submitted);
                break;
            case SubmissionOutcome.Unknown:
                Rest(row, OutboxStep.Unclear, SubmissionFailure.OutcomeUnknown);
                break;
            case SubmissionOutcome.Refused refused when refused.ForNow && row.Attempts + 1 < RetryPauses.InADay:
                // The host is being stopped: that is no failure, and the next run of the program goes on.
                if (stopping.IsCancellationRequested)
                    (row.Step, row.At, row.DueAt) = ((int)OutboxStep.Held, outbox.Now, outbox.Now);
                else
                    PutOff(row, OutboxStep.Held, refused);
                break;
            case SubmissionOutcome.Refused refused:
                Rest(row, OutboxStep.Failed, refused.Failure, refused);
                break;
        }

        await KeepAsync(row);
        if (row.Step == (int)OutboxStep.Submitted)
            await TellHandedInAsync(row.AccountId, content.Draft);
    }

    private async Task TellHandedInAsync(string accountId, Draft draft)
    {
        try
        {
            await (outbox.HandedIn?.Invoke(accountId, draft) ?? Task.CompletedTask);
        }
        catch (Exception exception)
        {
            // The message is out; what somebody wanted to know of it besides is not worth holding it up.
            LogUntold(exception.GetType().Name);
        }
    }

    private async Task<SubmissionOutcome> HandOverAsync(StoredOutgoing row, OutgoingContent content, CancellationToken stopping)
    {
        if (!servers.TryFind(content.UserName, out var account) || account.Submission is not { } server)
            return new SubmissionOutcome.Refused(SubmissionFailure.NotConfigured, false, null, []);
        using var broken = new CancellationTokenSource(Timeout.InfiniteTimeSpan, outbox.Time);
        await using var stop = stopping.Register(() => broken.CancelAfter(row.DataBegun ? GraceTime : TimeSpan.Zero));
        try
        {
            await using var lease = new OutboxLease(outbox, row, outbox.Time, logger);
            await using var lent = Lend(account, content);
            await using var stored = outbox.Store.Read(row.ContentId, OutboxStore.SubmittedCopy, content.Key, content.Length);
            return await submission.SendAsync(
                server, lent.Credentials,
                new MailEnvelope(content.EnvelopeFrom, content.Recipients) { ReportsAs = content.AsksForDelivery ? content.MessageId : null },
                token => MimeMessage.LoadAsync(content.Parsing, stored, persistent: true, token), content.Length,
                async token =>
                {
                    (row.DataBegun, row.DueAt) = (true, outbox.UntilLeaseEnds);
                    if (!await outbox.Store.TryBeginDataAsync(row, row.DueAt.Value, token))
                        throw new InvalidOperationException("The lease has run out, and another worker has the message.");
                },
                broken.Token);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return new SubmissionOutcome.Refused(SubmissionFailure.Unreadable, false, null, []);
        }
        catch (Exception exception)
        {
            // What comes out of the submission is a fault of ours, and the server has not got the message.
            LogFault(exception.GetType().Name);
            return new SubmissionOutcome.Refused(SubmissionFailure.ServerUnreachable, true, null, []);
        }
    }

    private async Task AfterwardsAsync(
        StoredOutgoing row, OutgoingContent content, Func<StoredOutgoing, OutgoingContent, LentAccount, CancellationToken, Task> act, OutboxStep next, int attempts,
        CancellationToken stopping)
    {
        try
        {
            if (servers.TryFind(content.UserName, out var account))
            {
                await using var lease = new OutboxLease(outbox, row, outbox.Time, logger);
                await using var lent = Lend(account, content);
                await act(row, content, lent, stopping);
            }
        }
        catch (CryptographicException)
        {
            await UnreadableAsync(row);
            return;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested && row.Attempts + 1 < attempts)
        {
            if (exception is not (SignInException or MailServerUnavailableException or ConnectionLostException or ServerRefusedException or MailboxGoneException or ObjectDisposedException))
                LogFault(exception.GetType().Name);
            var text = exception is ServerRefusedException refusal && refusal.ServerText.Length > 0 ? refusal.ServerText : null;
            PutOff(row, (OutboxStep)row.Step, new SubmissionOutcome.Refused(SubmissionFailure.NotFiled, true, text, []));
            await KeepAsync(row);
            return;
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            // It was tried for long enough; what matters, the sending, is done.
        }

        Go(row, next);
        await KeepAsync(row);
    }

    private async Task FileAsync(StoredOutgoing row, OutgoingContent content, LentAccount lent, CancellationToken cancellationToken)
    {
        if (!content.IsFiled)
            return;
        var (copy, length) = content.FiledLength is { } filed ? (OutboxStore.FiledCopy, filed) : (OutboxStore.SubmittedCopy, content.Length);
        await using var stored = outbox.Store.Read(row.ContentId, copy, content.Key, length);
        await AfterSending.FileAsync(
            lent.Connections, content.Kind, content.SentMailbox, content.MessageId, DateTimeOffset.FromUnixTimeMilliseconds(row.At),
            token =>
            {
                stored.Position = 0;
                return MimeMessage.LoadAsync(content.Parsing, stored, persistent: true, token);
            },
            cancellationToken);
    }

    private async Task MarkAsync(StoredOutgoing row, OutgoingContent content, LentAccount lent, CancellationToken cancellationToken)
    {
        foreach (var source in content.Sources)
        {
            if (MessageToken.Read(source) is { } key)
                await AfterSending.MarkAsync(lent.Connections, key, content.Kind, cancellationToken);
        }

        await AfterSending.RemoveDraftAsync(lent.Connections, content.Draft, cancellationToken);
        uploads.RemoveDraft(row.AccountId, row.Id);
    }

    private LentAccount Lend(Account account, OutgoingContent content) =>
        lend(account, PasswordCredentials.Open(outbox.Store.Sealing, content.UserName, content.Secret));

    /// <summary>The host has other keys now: nothing can be done any more but to say so.</summary>
    private async Task UnreadableAsync(StoredOutgoing row)
    {
        var next = row.Step == (int)OutboxStep.Submitting ? OutboxStep.Failed : OutboxStep.Done;
        Rest(row, next, SubmissionFailure.Unreadable);
        if (next == OutboxStep.Done)
            row.Content = [];
        await KeepAsync(row);
    }

    private void Go(StoredOutgoing row, OutboxStep next)
    {
        (row.Step, row.At, row.DueAt, row.Attempts) = ((int)next, next == OutboxStep.FiledInSent ? row.At : outbox.Now, outbox.Now, 0);
        Say(row, null, null);
        if (next == OutboxStep.Done)
            (row.DueAt, row.Content) = (null, []);
    }

    private void Rest(StoredOutgoing row, OutboxStep step, SubmissionFailure failure, SubmissionOutcome.Refused? refused = null)
    {
        (row.Step, row.At, row.DueAt) = ((int)step, outbox.Now, null);
        Say(row, failure, refused);
    }

    private void PutOff(StoredOutgoing row, OutboxStep step, SubmissionOutcome.Refused refused)
    {
        row.Attempts++;
        (row.Step, row.DueAt) = ((int)step, outbox.Now + (long)RetryPauses.After(row.Attempts).TotalMilliseconds);
        Say(row, refused.Failure, refused);
    }

    private void Say(StoredOutgoing row, SubmissionFailure? failure, SubmissionOutcome.Refused? refused)
    {
        var summary = outbox.Store.Open<OutgoingSummary>(row.Summary);
        row.Summary = outbox.Store.Seal(summary with { Failure = failure?.ToString(), ServerText = refused?.ServerText, Refusals = refused?.Refusals ?? [] });
    }

    /// <summary>
    /// Stores what has become of a message, whatever it takes: it must not be forgotten that it was sent. If the program ends before that, it
    /// counts as unclear. Where another worker has it by now, or the person has taken it back, theirs counts.
    /// </summary>
    private async Task KeepAsync(StoredOutgoing row)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestSavePause ? pause * 2 : LongestSavePause)
        {
            try
            {
                if (!await outbox.Store.SaveAsync(row, CancellationToken.None))
                    return;
                break;
            }
            catch (Exception exception)
            {
                LogFault(exception.GetType().Name);
            }

            await Task.Delay(pause, outbox.Time, CancellationToken.None);
        }

        outbox.Tell(row);
    }

    [LoggerMessage(LogLevel.Warning, "Whom a message went to could not be remembered ({Kind})")]
    private partial void LogUntold(string kind);

    [LoggerMessage(LogLevel.Error, "An outgoing message met a fault ({Kind})")]
    private partial void LogFault(string kind);
}

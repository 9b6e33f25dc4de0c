using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Submission.Smtp;
using Webmail.Engine.Tests.Scripted;
using Webmail.Engine.Tests.Storage;

namespace Webmail.Engine.Tests.Submission;

/// <summary>The worker before servers that refuse, are slow or go away: nothing is lost, nothing is sent twice, and the person is told.</summary>
public sealed class OutboxTroubleOnSqliteTests() : OutboxTroubleTests(new SqliteFile());

/// <inheritdoc/>
public sealed class OutboxTroubleOnPostgreSqlTests(PostgreSqlFixture server) : OutboxTroubleTests(server.New());

/// <summary>The worker before servers that refuse, are slow or go away: nothing is lost, nothing is sent twice, and the person is told.</summary>
public abstract class OutboxTroubleTests(TestDatabase storage) : OutboxWorkerFixture(storage)
{
    [Fact]
    public async Task An_unknown_outcome_is_the_persons_to_decide()
    {
        Smtp.On(ScriptedSmtpServer.End, ScriptedSmtpServer.HangUp);
        var draft = NewDraft();
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        var unclear = await UntilAsync(draft, OutboxStep.Unclear);
        Assert.Equal((nameof(SubmissionFailure.OutcomeUnknown), null), (unclear.Failure, unclear.SendAt));

        Time.Advance(TimeSpan.FromDays(2));
        await StopAsync();
        Start();
        var other = NewDraft("danach");
        Smtp.On(ScriptedSmtpServer.End, "250 2.0.0 taken");
        await HoldAsync(other, TimeSpan.Zero, Anna);
        await UntilAsync(other, OutboxStep.Done);
        Assert.Single(Smtp.Taken, message => message.Data.Contains(draft.MessageId, StringComparison.Ordinal));

        Assert.True(await Outbox.SendNowAsync(Anna.Id, draft.Id, Now));
        await UntilAsync(draft, OutboxStep.Done);
        Assert.Equal(2, Smtp.Taken.Count(message => message.Data.Contains(draft.MessageId, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_server_puts_off_waits_longer_each_time_and_can_be_taken_back()
    {
        Smtp.On("RCPT", "450 4.2.0 greylisted");
        var draft = NewDraft();
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        var first = await UntilAsync(draft, OutboxStep.Held, entry => entry.Failure is not null);
        Assert.Equal(nameof(SubmissionFailure.RecipientsRefused), first.Failure);
        Assert.Equal(("bert@example.org", "greylisted"), (first.Refusals[0].Address, first.Refusals[0].ServerText));
        Assert.Equal(Time.GetUtcNow() + TimeSpan.FromSeconds(30), first.SendAt);

        Time.Advance(TimeSpan.FromSeconds(30));
        await UntilAsync(draft, OutboxStep.Held, entry => entry.SendAt == Time.GetUtcNow() + TimeSpan.FromMinutes(1));
        Smtp.On("RCPT", "250 2.1.5 ok");
        Assert.NotNull(await Outbox.TakeBackAsync(Anna.Id, draft.Id, Now));
        Time.Advance(TimeSpan.FromHours(1));
        await StopAsync();
        Assert.Empty(Smtp.Taken);
    }

    [Fact]
    public async Task A_recipient_refused_for_good_is_named_and_the_draft_comes_back()
    {
        Smtp.On("RCPT", "550 5.1.1 no such user");
        var draft = NewDraft();
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna);

        var failed = await UntilAsync(draft, OutboxStep.Failed);

        Assert.Equal((nameof(SubmissionFailure.RecipientsRefused), null), (failed.Failure, failed.SendAt));
        Assert.Equal(new RecipientRefusal("bert@example.org", 550, "5.1.1", "no such user"), Assert.Single(failed.Refusals));
        Assert.Equal(draft.Text, (await Outbox.TakeBackAsync(Anna.Id, draft.Id, Now))!.Text);
    }

    [Fact]
    public async Task A_copy_that_can_not_be_filed_now_is_filed_later_and_the_message_not_sent_again()
    {
        var append = ImapServer.Answer("APPEND");
        ImapServer.On("APPEND", (session, command) => session.NoAsync(command, "[OVERQUOTA] mailbox full"));
        var draft = NewDraft();
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        var waiting = await UntilAsync(draft, OutboxStep.Submitted, entry => entry.Failure is not null);
        Assert.Equal((nameof(SubmissionFailure.NotFiled), "mailbox full"), (waiting.Failure, waiting.ServerText));

        ImapServer.On("APPEND", append);
        Time.Advance(TimeSpan.FromSeconds(30));
        await UntilAsync(draft, OutboxStep.Done);

        Assert.Single(Filed);
        Assert.Single(Smtp.Taken);
    }

    [Fact]
    public async Task One_account_that_is_held_up_does_not_hold_up_another()
    {
        Smtp.On("MAIL", line => line.Contains("anna", StringComparison.Ordinal) ? ScriptedSmtpServer.Silence : "250 2.1.0 ok");
        var (stuck, free) = (NewDraft(), NewDraft());
        var bert = Anna with { UserName = "bert@example.org" };
        Start();
        await HoldAsync(stuck, TimeSpan.Zero, Anna);
        await HoldAsync(free, TimeSpan.Zero, bert, NewMessage(free) with { EnvelopeFrom = "bert@example.org" });

        await UntilAsync(free, OutboxStep.Done);

        await UntilAsync(stuck, OutboxStep.Submitting);
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("DATA")]
    [InlineData(ScriptedSmtpServer.End)]
    public async Task A_server_that_takes_two_minutes_for_an_answer_is_waited_for(string command)
    {
        var answers = new TaskCompletionSource();
        var come = Smtp.Delay(command, answers.Task);
        var draft = NewDraft();
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        await come;
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(OutboxStep.Submitting, (await Outbox.FindAsync(Anna.Id, draft.Id, Now))!.Step);

        answers.SetResult();
        await UntilAsync(draft, OutboxStep.Done);
        Assert.Single(Smtp.Taken);
    }

    [Theory]
    [InlineData("MAIL", OutboxStep.Held, SubmissionFailure.ServerUnreachable)]
    [InlineData(ScriptedSmtpServer.End, OutboxStep.Unclear, SubmissionFailure.OutcomeUnknown)]
    public async Task A_server_that_says_nothing_any_more_is_given_up_in_the_end(string command, OutboxStep step, SubmissionFailure failure)
    {
        var come = Smtp.Delay(command, new TaskCompletionSource().Task);
        var draft = NewDraft();
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        await come;

        // Its patience begins a moment after the command was heard. What is read from the database may be the next attempt already.
        for (var minute = 0; Told.All(entry => entry.Failure is null) && minute < 1_000; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, Now);
        }

        var given = Told.First(entry => entry.Failure is not null);
        Assert.Equal((step, failure.ToString()), (given.Step, given.Failure));
    }
}

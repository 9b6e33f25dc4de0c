using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Tests.Scripted;
using Webmail.Engine.Tests.Storage;

namespace Webmail.Engine.Tests.Submission;

/// <summary>Two workers on one database, as two programs have them.</summary>
public sealed class OutboxLeaseOnSqliteTests() : OutboxLeaseTests(new SqliteFile());

/// <inheritdoc/>
public sealed class OutboxLeaseOnPostgreSqlTests(PostgreSqlFixture server) : OutboxLeaseTests(server.New());

/// <summary>Two workers on one database, as two programs have them.</summary>
public abstract class OutboxLeaseTests(TestDatabase storage) : OutboxWorkerFixture(storage)
{
    [Fact]
    public async Task Two_workers_send_and_file_each_message_once()
    {
        Start();
        Start();
        var drafts = Enumerable.Range(0, 24).Select(n => NewDraft($"Nr. {n}")).ToList();
        foreach (var draft in drafts)
            await HoldAsync(draft, TimeSpan.FromSeconds(10), Anna);
        // Both wake at the same time.
        Time.Advance(TimeSpan.FromSeconds(20));

        foreach (var draft in drafts)
            await UntilAsync(draft, OutboxStep.Done);

        Assert.All(drafts, draft => Assert.Single(Smtp.Taken, message => message.Data.Contains(draft.MessageId, StringComparison.Ordinal)));
        Assert.All(drafts, draft => Assert.Single(Filed, copy => copy.Contains(draft.MessageId, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_is_slow_but_alive_keeps_the_message()
    {
        var come = Smtp.Delay("MAIL", new TaskCompletionSource().Task);
        var draft = NewDraft();
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        // Until then the clock would run against connecting.
        await come;
        var first = (await Outbox.Store.FindAsync(draft.Id, Now))!;
        Start();

        // Three times as long as the lease.
        for (var end = Time.GetUtcNow() + (3 * OutboxLease.Lifetime); Time.GetUtcNow() < end;)
            await PassASecondAsync(draft.Id);

        // A second message shows that the second worker has looked.
        var bert = Anna with { UserName = "bert@example.org" };
        var other = NewDraft("danach");
        _ = Smtp.Delay("MAIL", Task.CompletedTask);
        await HoldAsync(other, TimeSpan.Zero, bert);
        await UntilRowAsync(other.Id, row => row.Step == (int)OutboxStep.Done);
        var row = (await Outbox.Store.FindAsync(draft.Id, Now))!;
        Assert.Equal(((int)OutboxStep.Submitting, first.LeasedBy), (row.Step, row.LeasedBy));
    }

    [Theory]
    [InlineData(false, OutboxStep.Done, 1)]
    [InlineData(true, OutboxStep.Unclear, 0)]
    public async Task What_a_dead_worker_had_is_taken_up_when_its_lease_has_run_out(bool dataBegun, OutboxStep ends, int sent)
    {
        var draft = NewDraft();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        var row = await TakeAsync(draft);
        row.DataBegun = dataBegun;
        Assert.True(await Outbox.Store.SaveAsync(row, Now));
        Start();
        var other = NewDraft("danach");
        await HoldAsync(other, TimeSpan.Zero, Anna);
        await UntilAsync(other, OutboxStep.Done);
        Assert.Equal((int)OutboxStep.Submitting, (await Outbox.Store.FindAsync(draft.Id, Now))!.Step);

        Time.Advance(OutboxLease.Lifetime);
        await UntilAsync(draft, ends);

        Assert.Equal(sent, Smtp.Taken.Count(message => message.Data.Contains(draft.MessageId, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_was_taken_for_dead_still_tells_that_a_message_is_out()
    {
        var draft = NewDraft();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        var row = await TakeAsync(draft);
        row.DataBegun = true;
        Assert.True(await Outbox.Store.SaveAsync(row, Now));
        Start();
        Time.Advance(OutboxLease.Lifetime);
        await UntilAsync(draft, OutboxStep.Unclear);

        (row.Step, row.DueAt) = ((int)OutboxStep.Submitted, Outbox.Now);
        Assert.True(await Outbox.Store.SaveAsync(row, Now));
        Outbox.Ring();
        await UntilAsync(draft, OutboxStep.Done);

        Assert.Empty(Smtp.Taken);
        Assert.Single(Filed);
    }

    [Fact]
    public async Task Who_lost_a_message_before_its_first_byte_sends_none()
    {
        var draft = NewDraft();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        var lost = await TakeAsync(draft);
        Time.Advance(OutboxLease.Lifetime);
        Start();
        await UntilAsync(draft, OutboxStep.Done);

        lost.DataBegun = true;
        Assert.False(await Outbox.Store.SaveAsync(lost, Now));
        Assert.Equal((int)OutboxStep.Done, (await Outbox.Store.FindAsync(draft.Id, Now))!.Step);
    }

    [Fact]
    public async Task What_the_person_decided_counts_more_than_what_a_slow_worker_says()
    {
        var draft = NewDraft();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        var row = await TakeAsync(draft);
        row.DataBegun = true;
        Assert.True(await Outbox.Store.SaveAsync(row, Now));
        Time.Advance(OutboxLease.Lifetime);
        Start();
        await UntilAsync(draft, OutboxStep.Unclear);
        Assert.NotNull(await Outbox.TakeBackAsync(Anna.Id, draft.Id, Now));

        row.Step = (int)OutboxStep.Submitted;
        Assert.False(await Outbox.Store.SaveAsync(row, Now));
        Assert.Null(await Outbox.Store.FindAsync(draft.Id, Now));
    }

    /// <summary>What a program does with a message before it dies.</summary>
    private async Task<StoredOutgoing> TakeAsync(Draft draft)
    {
        var row = (await Outbox.Store.FindAsync(draft.Id, Now))!;
        Assert.True(await Outbox.Store.TryTakeAsync(row, OutboxStep.Submitting, Outbox.Now, Outbox.UntilLeaseEnds, Now));
        return row;
    }

    /// <summary>The test's clock must not run away from the worker: it goes on while the lease is young, or else slowly.</summary>
    private async Task PassASecondAsync(Guid id)
    {
        for (var look = 0; look < 100; look++)
        {
            var left = TimeSpan.FromMilliseconds((await Outbox.Store.FindAsync(id, Now))!.DueAt!.Value - Outbox.Now);
            Assert.True(left > TimeSpan.Zero, "The lease has run out.");
            if (left > OutboxLease.Lifetime / 2)
                break;
            await Task.Delay(10, Now);
        }

        Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task UntilRowAsync(Guid id, Func<StoredOutgoing, bool> isThere)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!isThere((await Outbox.Store.FindAsync(id, patience.Token))!))
            await Task.Delay(10, patience.Token);
    }
}

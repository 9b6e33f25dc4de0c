using System.Collections.Concurrent;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Tests.Storage;

namespace Webmail.Engine.Tests.Submission;

/// <summary>The worker sends what is in the outbox: once, whatever happens in between.</summary>
public sealed class OutboxWorkerOnSqliteTests() : OutboxWorkerTests(new SqliteFile());

/// <inheritdoc/>
public sealed class OutboxWorkerOnPostgreSqlTests(PostgreSqlFixture server) : OutboxWorkerTests(server.New());

/// <summary>The worker sends what is in the outbox: once, whatever happens in between.</summary>
public abstract class OutboxWorkerTests(TestDatabase storage) : OutboxWorkerFixture(storage)
{
    [Fact]
    public async Task A_message_goes_out_after_the_undo_window_and_ends_filed_marked_and_forgotten()
    {
        var draft = NewDraft() with
        {
            Kind = DraftKind.Reply,
            Sources = [MessageToken.Of(new MessageKey("INBOX", 7, 3))],
            SavedAs = MessageToken.Of(new MessageKey("Drafts", 7, 2)),
        };
        Start();
        await HoldAsync(draft, TimeSpan.FromSeconds(10), Anna);
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(OutboxStep.Held, (await Outbox.FindAsync(Anna.Id, draft.Id, Now))!.Step);
        Assert.Empty(Smtp.Taken);

        Time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(draft, OutboxStep.Done);

        Assert.Equal(["bert@example.org"], Assert.Single(Smtp.Taken).Recipients);
        Assert.Equal(
            [OutboxStep.Held, OutboxStep.Submitting, OutboxStep.Submitted, OutboxStep.FiledInSent, OutboxStep.Done], Told.Select(entry => entry.Step));
        var copy = Assert.Single(Filed);
        Assert.StartsWith("Sent (\\Seen) \"24-Nov-2026 09:00:10", copy);
        Assert.Contains($"Message-Id: <{draft.MessageId}>", copy);
        var changes = ImapServer.Received.Where(command => command.Name is "UID STORE" or "UID EXPUNGE").Select(command => $"{command.Name} {command.Arguments}");
        Assert.Equal(["UID STORE 3 +FLAGS.SILENT (\\Answered)", "UID STORE 2 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 2"], changes);
        Assert.Equal(0, await CountPiecesAsync());
        var row = (await Outbox.Store.FindAsync(draft.Id, Now))!;
        Assert.Empty(row.Content);

        Assert.Equal(OutboxStep.Done, (await HoldAsync(draft, TimeSpan.Zero, Anna)).Step);
        Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(await Outbox.ListAsync(Anna.Id, Now));
        Time.Advance(TimeSpan.FromHours(24));
        await GoneAsync(draft);
        Assert.Single(Smtp.Taken);
    }

    [Theory]
    [InlineData("Archive", "Archive")]
    [InlineData("Gone", "Sent")]
    public async Task The_copy_lies_where_the_address_keeps_it_and_where_all_do_if_that_is_gone(string chosen, string filedIn)
    {
        var draft = NewDraft();
        Smtp.Offers = ["AUTH PLAIN", "DSN"];
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna, NewMessage(draft) with { SentMailbox = chosen, AsksForDelivery = true });
        await UntilAsync(draft, OutboxStep.Done);

        Assert.StartsWith($"{filedIn} (\\Seen)", Assert.Single(Filed));
        Assert.Contains(Smtp.Received, line => line.Contains("NOTIFY=SUCCESS,FAILURE,DELAY", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OutboxStep.Held, false, OutboxStep.Done, 1)]
    [InlineData(OutboxStep.Submitting, false, OutboxStep.Done, 1)]
    [InlineData(OutboxStep.Submitting, true, OutboxStep.Unclear, 0)]
    [InlineData(OutboxStep.Submitted, true, OutboxStep.Done, 0)]
    [InlineData(OutboxStep.FiledInSent, true, OutboxStep.Done, 0)]
    [InlineData(OutboxStep.Unclear, true, OutboxStep.Unclear, 0)]
    [InlineData(OutboxStep.Failed, false, OutboxStep.Failed, 0)]
    public async Task After_a_restart_it_goes_on_where_it_was_and_nothing_is_sent_again(OutboxStep was, bool dataBegun, OutboxStep ends, int sent)
    {
        var draft = NewDraft();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        await LeaveAtAsync(draft, was, dataBegun);

        Start();
        // A second message shows that the worker has been past the first.
        var other = NewDraft("danach");
        await UntilAsync(draft, ends);
        await HoldAsync(other, TimeSpan.Zero, Anna);
        await UntilAsync(other, OutboxStep.Done);

        Assert.Equal(sent, Smtp.Taken.Count(message => message.Data.Contains(draft.MessageId, StringComparison.Ordinal)));
        Assert.Equal(ends == OutboxStep.Done && was != OutboxStep.FiledInSent ? 1 : 0, Filed.Count(copy => copy.Contains(draft.MessageId, StringComparison.Ordinal)));
        Assert.Equal(ends, (await Outbox.FindAsync(Anna.Id, draft.Id, Now))!.Step);
    }

    [Fact]
    public async Task A_copy_that_was_filed_just_before_the_end_is_not_filed_again()
    {
        var draft = NewDraft();
        await HoldAsync(draft, TimeSpan.Zero, Anna);
        await LeaveAtAsync(draft, OutboxStep.Submitted, true);
        Filed.Enqueue($"Message-Id: <{draft.MessageId}>");

        Start();
        await UntilAsync(draft, OutboxStep.Done);

        Assert.Single(Filed);
        Assert.DoesNotContain("APPEND", ImapServer.Names);
    }

    [Fact]
    public async Task Who_wants_to_know_hears_of_a_message_once_it_was_handed_in_and_can_not_hold_it_up()
    {
        Smtp.On("RCPT", line => line.Contains("bert", StringComparison.Ordinal) ? "550 5.1.1 no such user" : "250 2.1.5 ok");
        var (refused, taken) = (NewDraft(), NewDraft("angenommen"));
        var heard = new ConcurrentQueue<(string Account, Guid Draft)>();
        Start();
        Outbox.HandedIn = (account, draft) =>
        {
            heard.Enqueue((account, draft.Id));
            throw new InvalidOperationException();
        };
        await HoldAsync(refused, TimeSpan.Zero, Anna);
        await UntilAsync(refused, OutboxStep.Failed);
        await HoldAsync(taken, TimeSpan.Zero, Anna, NewMessage(taken, to: ["cora@example.org"]));
        await UntilAsync(taken, OutboxStep.Done);

        Assert.Equal([(Anna.Id, taken.Id)], heard);
    }

    [Fact]
    public async Task Blind_copies_are_in_the_filed_copy_only()
    {
        var draft = NewDraft();
        var message = NewMessage(draft, to: ["bert@example.org", "geheim@example.org"]);
        message.Message.To.RemoveAt(1);
        var withBcc = new MimeMessage(message.Message.Headers.Select(header => header.Clone())) { Body = message.Message.Body };
        withBcc.Bcc.Add(MailboxAddress.Parse("geheim@example.org"));
        Start();
        await HoldAsync(draft, TimeSpan.Zero, Anna, message with { FiledMessage = withBcc });
        await UntilAsync(draft, OutboxStep.Done);

        var taken = Assert.Single(Smtp.Taken);
        Assert.Contains("geheim@example.org", taken.Recipients);
        Assert.DoesNotContain("geheim", taken.Data, StringComparison.Ordinal);
        Assert.Contains("Bcc: geheim@example.org", Assert.Single(Filed));
    }

    [Fact]
    public async Task The_files_of_a_message_that_was_sent_go()
    {
        var draft = NewDraft();
        var (ours, others) = (await UploadAsync(draft.Id), await UploadAsync(Guid.NewGuid()));
        Start();
        await HoldAsync(draft with { Attachments = [ours] }, TimeSpan.Zero, Anna);
        await UntilAsync(draft, OutboxStep.Done);

        Assert.Null(Uploads.Store.TryOpen(Anna.Id, ours.Source));
        using var left = Uploads.Store.TryOpen(Anna.Id, others.Source);
        Assert.NotNull(left);
    }

    private Task<DraftAttachment> UploadAsync(Guid draft) =>
        Uploads.Store.TakeAsync(Anna.Id, draft, "a.txt", "text/plain", 1, new MemoryStream([1]), Now);
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Tests.Storage;

namespace Webmail.Engine.Tests.Submission;

/// <summary>What is in the outbox stays there, sealed, until it was sent or taken back.</summary>
public sealed class OutboxOnSqliteTests() : OutboxTests(new SqliteFile());

/// <inheritdoc/>
public sealed class OutboxOnPostgreSqlTests(PostgreSqlFixture server) : OutboxTests(server.New());

/// <summary>What is in the outbox stays there, sealed, until it was sent or taken back.</summary>
public abstract class OutboxTests(TestDatabase storage) : OutboxFixture(storage)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly string AccountId = Account().Id;

    [Fact]
    public async Task A_held_message_is_there_after_a_restart()
    {
        var draft = NewDraft();
        await HoldAsync(draft, Window);

        var entry = Assert.Single(await NewOutbox().ListAsync(AccountId, Now));

        Assert.Equal((draft.Id, OutboxStep.Held, "Grüße", null), (entry.Id, entry.Step, entry.Subject, entry.Failure));
        Assert.Equal(["bert@example.org"], entry.Recipients);
        Assert.Equal(Time.GetUtcNow() + Window, entry.SendAt);
    }

    [Fact]
    public async Task What_is_taken_back_is_the_whole_draft_and_leaves_nothing_behind()
    {
        var draft = NewDraft() with { Html = "<p>Hallo</p>", Bcc = ["c@example.org"], Attachments = [new DraftAttachment("upload:1", "a.pdf", "application/pdf", 5)] };
        await HoldAsync(draft, Window);

        var back = await Outbox.TakeBackAsync(AccountId, draft.Id, Now);

        Assert.NotNull(back);
        Assert.Equal((draft.Html, draft.MessageId, draft.Subject), (back.Html, back.MessageId, back.Subject));
        Assert.Equal(draft.Bcc.AsEnumerable(), back.Bcc);
        Assert.Equal(draft.Attachments.AsEnumerable(), back.Attachments);
        Assert.Empty(await Outbox.ListAsync(AccountId, Now));
        Assert.Equal(0, await CountPiecesAsync());
        Assert.Null(await Outbox.TakeBackAsync(AccountId, draft.Id, Now));
    }

    [Fact]
    public async Task Nobody_reaches_what_another_account_sends()
    {
        var draft = NewDraft();
        await HoldAsync(draft, Window);
        var other = Account("eve@example.org");

        Assert.Null(await Outbox.FindAsync(other.Id, draft.Id, Now));
        Assert.Null(await Outbox.TakeBackAsync(other.Id, draft.Id, Now));
        Assert.False(await Outbox.SendNowAsync(other.Id, draft.Id, Now));
        await Assert.ThrowsAsync<InvalidOperationException>(() => HoldAsync(draft, Window, other));
        Assert.NotNull(await Outbox.FindAsync(AccountId, draft.Id, Now));
    }

    [Fact]
    public async Task A_draft_that_is_sent_twice_is_one_message()
    {
        var draft = NewDraft();
        var entries = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => HoldAsync(draft, Window)));

        Assert.All(entries, entry => Assert.Equal(draft.Id, entry.Id));
        Assert.Single(await Outbox.ListAsync(AccountId, Now));
        Assert.Equal(1, await CountPiecesAsync());
    }

    [Fact]
    public async Task Send_now_ends_the_undo_window()
    {
        var draft = NewDraft();
        await HoldAsync(draft, Window);
        var told = new List<OutboxEntry>();
        Outbox.Changed += (_, entry) => told.Add(entry);

        Assert.True(await Outbox.SendNowAsync(AccountId, draft.Id, Now));

        Assert.Equal(Time.GetUtcNow(), Assert.Single(told).SendAt);
    }

    [Theory]
    [InlineData(OutboxStep.Submitting)]
    [InlineData(OutboxStep.Submitted)]
    [InlineData(OutboxStep.FiledInSent)]
    public async Task What_is_under_way_can_not_be_taken_back_or_sent_again(OutboxStep step)
    {
        var draft = NewDraft();
        await HoldAsync(draft, Window);
        Assert.True(await Outbox.Store.TryMoveAsync(draft.Id, [OutboxStep.Held], step, 0, null, Now));

        Assert.Null(await Outbox.TakeBackAsync(AccountId, draft.Id, Now));
        Assert.False(await Outbox.SendNowAsync(AccountId, draft.Id, Now));
        Assert.Equal(1, await CountPiecesAsync());
    }

    [Fact]
    public async Task A_large_message_comes_back_octet_for_octet_from_encrypted_pieces()
    {
        var draft = NewDraft();
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        var message = NewMessage(draft);
        message.Message.Body = new MimePart("application", "octet-stream") { Content = new MimeContent(new MemoryStream(bytes)), ContentTransferEncoding = ContentEncoding.Base64 };
        using var expected = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        await message.Message.WriteToAsync(format, expected, Now);
        await HoldAsync(draft, Window, message: message);

        var row = (await Outbox.Store.FindAsync(draft.Id, Now))!;
        var content = Outbox.Store.Open<OutgoingContent>(row.Content);
        await using var stored = Outbox.Store.Read(row.ContentId, OutboxStore.SubmittedCopy, content.Key, content.Length);
        using var parsed = await MimeMessage.LoadAsync(ParserOptions.Default, stored, persistent: true, Now);
        using var again = new MemoryStream();
        await parsed.WriteToAsync(format, again, Now);

        Assert.Equal(4, await CountPiecesAsync());
        Assert.Equal(expected.Length, content.Length);
        Assert.True(expected.ToArray().AsSpan().SequenceEqual(again.ToArray()));
    }

    [Fact]
    public async Task Nothing_of_a_person_lies_open_in_the_database()
    {
        var draft = NewDraft("Kontoauszug") with { Text = "Geheimnis" };
        await HoldAsync(draft, Window, message: NewMessage(draft, "Geheimnis"));

        var row = (await Outbox.Store.FindAsync(draft.Id, Now))!;
        await using var database = await Databases.CreateDbContextAsync(Now);
        var piece = await database.OutboxPieces.SingleAsync(Now);

        byte[] all = [.. row.Summary, .. row.Content, .. piece.Bytes];
        Assert.All(["Geheimnis", "Kontoauszug", "bert@", "secret"], word => Assert.Equal(-1, all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word))));
    }

    [Fact]
    public async Task A_piece_that_was_changed_or_put_elsewhere_is_not_read()
    {
        var key = PieceCipher.NewKey();
        var piece = new PieceCipher(key).Encrypt(0, 1, "Hallo"u8);

        Assert.Equal("Hallo"u8.ToArray(), new PieceCipher(key).Decrypt(0, 1, piece));
        Assert.Throws<AuthenticationTagMismatchException>(() => new PieceCipher(key).Decrypt(0, 2, piece));
        Assert.Throws<AuthenticationTagMismatchException>(() => new PieceCipher(key).Decrypt(1, 1, piece));
        piece[0] ^= 1;
        Assert.Throws<AuthenticationTagMismatchException>(() => new PieceCipher(key).Decrypt(0, 1, piece));
        await using var gone = Outbox.Store.Read(Guid.NewGuid(), 0, key, 5);
        await Assert.ThrowsAsync<CryptographicException>(async () => await gone.ReadExactlyAsync(new byte[5], Now));
    }

    [Fact]
    public async Task The_hosts_limits_are_kept_and_what_was_taken_back_does_not_count()
    {
        (Limits.RecipientsPerMessage, Limits.MessagesPerHour) = (2, 2);
        var many = NewDraft();
        var tooMany = await Assert.ThrowsAsync<SendingLimitException>(
            () => HoldAsync(many, Window, message: NewMessage(many, to: ["a@example.org", "b@example.org", "c@example.org"])));
        Assert.Equal((SendingLimit.RecipientsPerMessage, 2), (tooMany.Limit, tooMany.Allowed));

        var first = NewDraft();
        await HoldAsync(first, Window);
        await HoldAsync(NewDraft(), Window);
        var tooOften = await Assert.ThrowsAsync<SendingLimitException>(() => HoldAsync(NewDraft(), Window));
        Assert.Equal((SendingLimit.MessagesPerHour, 2), (tooOften.Limit, tooOften.Allowed));
        Assert.Equal(2, await CountPiecesAsync());

        await HoldAsync(NewDraft(), Window, Account("bert@example.org"));
        Assert.NotNull(await Outbox.TakeBackAsync(AccountId, first.Id, Now));
        await HoldAsync(NewDraft(), Window);
        Time.Advance(TimeSpan.FromHours(1));
        await HoldAsync(NewDraft(), Window);
    }

    [Fact]
    public async Task Another_text_takes_the_place_of_one_that_waits_and_not_of_one_that_is_out()
    {
        var draft = NewDraft();
        await HoldAsync(draft, Window);
        var changed = draft with { Text = "Changed", SavedAs = "x", Writer = Guid.NewGuid() };
        await HoldAsync(changed, Window);
        Assert.Equal("Changed", (await Outbox.TakeBackAsync(Account().Id, draft.Id, Now))!.Text);

        await HoldAsync(changed, Window);
        var row = (await Outbox.Store.FindAsync(draft.Id, Now))!;
        row.Step = (int)OutboxStep.Submitted;
        await Outbox.Store.SaveAsync(row, Now);
        await HoldAsync(changed with { SavedAs = null }, Window);
        await Assert.ThrowsAsync<AlreadySentException>(() => HoldAsync(draft, Window));
        Assert.Equal(OutboxStep.Submitted, (await Outbox.FindAsync(Account().Id, draft.Id, Now))!.Step);
    }
}

using System.Text;
using MailKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Reading;
using Webmail.MailServers.Loading;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>A message that is attached to another one is put into a mailbox, on a real server.</summary>
public sealed class SavedMessageTests(OwnMailServersFixture fixture) : IClassFixture<OwnMailServersFixture>
{
    /// <summary>What a parser would set right: a folded field, blanks at line ends, a part without a header, a boundary with text around it, octets that are no text.</summary>
    private const string Inner =
        "From: Carl <carl@c.example>\r\nSubject:  Two\r\n\tlines \r\nDate: Tue, 3 Mar 2020 10:20:30 +0100\r\nX-odd :x\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/mixed;\r\n  boundary=\"b\"\r\n\r\nbefore\r\n--b\r\n\r\nText \u00e9 \r\n\r\n--b--\r\nafter\r\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task It_is_there_as_it_came_and_undo_takes_it_away(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var attached = await AttachedAsync(account, Inner);
        var shares = new List<double>();
        using var copy = await account.Session.AttachedCopies.TakeOutAsync(attached, shares.Add, Cancelled);
        var message = copy.Message;
        var archive = account.Name("Archive");

        var pending = account.Session.Perform(new AppendMessage(archive, message, MessageFlags.Seen, message.Date));

        Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
        var saved = Assert.Single(await account.LookAsync(archive));
        Assert.True(saved.Flags!.Value.HasFlag(MessageFlags.Seen));
        var folder = await account.SelectAsync(archive);
        var dated = Assert.Single(await folder.FetchAsync([saved.UniqueId], MessageSummaryItems.InternalDate, Cancelled));
        Assert.Equal(new DateTimeOffset(2020, 3, 3, 9, 20, 30, TimeSpan.Zero), dated.InternalDate!.Value.ToUniversalTime());
        using var stored = new MemoryStream();
        await (await folder.GetStreamAsync(saved.UniqueId, Cancelled)).CopyToAsync(stored, Cancelled);
        // What stands before the boundary of the outer message belongs to that.
        Assert.Equal(Inner.TrimEnd(), Encoding.Latin1.GetString(stored.ToArray()).TrimEnd());
        Assert.Equal(1, shares[^1], 0.2);
        Assert.True(await account.Session.UndoAsync(pending));
        Assert.Empty(await account.LookAsync(archive));
    }

    /// <summary>It lies in a file on the way, not in memory; one after the other.</summary>
    [Fact]
    public async Task One_of_30_MB_is_there_as_it_came_too()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern);
        var inner = Inner + string.Concat(Enumerable.Repeat(new string('x', 70) + " \r\n", 410_000));
        var attached = await AttachedAsync(account, inner);
        var archive = account.Name("Archive");
        var shares = new List<double>();
        PendingOperation pending;
        using (var copy = await account.Session.AttachedCopies.TakeOutAsync(attached, shares.Add, Cancelled))
        {
            using var another = new CancellationTokenSource();
            var second = account.Session.AttachedCopies.TakeOutAsync(attached, onFetched: null, another.Token);
            await another.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
            pending = account.Session.Perform(new AppendMessage(archive, copy.Message, MessageFlags.Seen, copy.Message.Date) { TakesLong = copy.IsLarge });
            Assert.True(pending.Operation.TakesLong);
            Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
        }

        Assert.Equal(1, shares[^1], 0.1);
        Assert.True(shares.Count > 10);
        var saved = Assert.Single(await account.LookAsync(archive));
        using var stored = new MemoryStream();
        await (await (await account.SelectAsync(archive)).GetStreamAsync(saved.UniqueId, Cancelled)).CopyToAsync(stored, Cancelled);
        Assert.Equal(inner.TrimEnd(), Encoding.Latin1.GetString(stored.ToArray()).TrimEnd());
        Assert.True(await account.Session.UndoAsync(pending));
        Assert.Empty(await account.LookAsync(archive));
    }

    [Fact]
    public async Task A_full_mailbox_and_one_that_is_gone_refuse_it()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern);
        var attached = await AttachedAsync(account, "Subject: zu gro\u00df\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", 85_000)));
        var full = (await account.Second.GetFolder(account.Second.SharedNamespaces[0]).CreateAsync($"box-{Guid.NewGuid():N}", true, Cancelled))!;
        using var copy = await account.Session.AttachedCopies.TakeOutAsync(attached, onFetched: null, Cancelled);
        var message = copy.Message;

        Assert.Equal(RefusalReason.OverQuota, await RefusedAsync(full.FullName));
        Assert.Equal(RefusalReason.MailboxGone, await RefusedAsync(account.Name("Nirgends")));

        async Task<RefusalReason> RefusedAsync(string mailbox) =>
            Assert.IsType<OperationOutcome.Refused>(await account.Session.Perform(new AppendMessage(mailbox, message, MessageFlags.Seen, DateTimeOffset.UnixEpoch)).Outcome).Reason;
    }

    /// <summary>Puts a message with an attached one into the inbox; the key of that.</summary>
    private static async Task<MessageKey> AttachedAsync(OpenAccount account, string inner)
    {
        var outer = "From: Petra <petra@a.example>\r\nSubject: Outer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n"
            + "--outer\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n--outer--\r\n";
        await account.Server.LoadAsync(account.User, [new StoredMessage("INBOX", DateTimeOffset.UnixEpoch.AddYears(50), "", Encoding.Latin1.GetBytes(outer))], Cancelled);
        var row = Assert.Single(await account.LookAsync("INBOX"));
        return new MessageKey("INBOX", row.UniqueId.Validity, row.UniqueId.Id).Attached("2")!.Value;
    }
}

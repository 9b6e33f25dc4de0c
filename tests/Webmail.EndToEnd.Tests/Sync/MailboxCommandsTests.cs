using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>Mailboxes made, renamed, moved and deleted by the person.</summary>
public sealed class MailboxCommandsTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    // Everything printable in ASCII but the separators of both servers, then what needs modified UTF-7 and more than one UTF-16 unit.
    private const string EveryLegalCharacter = " !\"#$%&'()*+,-09:;<=>?@AZ[\\]^_`az{|}~ äß€שלום日本📨 ";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_mailbox_with_every_legal_character_works_like_any_other(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour, messages: 3);
        var name = EveryLegalCharacter.Trim();
        // RFC 3501 6.3.8: % and * are wildcards of LIST, and no server takes them in names.
        name = name.Replace("%", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal);
        Assert.Null(await account.Session.MailboxCommands.CreateAsync(null, name, Cancelled));
        var mailbox = account.Session.Mailboxes.Find(account.Name(name));
        Assert.NotNull(mailbox);
        Assert.True(mailbox.IsSubscribed);
        Assert.Equal(name, mailbox.DisplayName);

        var inbox = await account.OpenWithRowsAsync("INBOX");
        var pending = account.Session.Perform(new MoveMessages("INBOX", inbox.Mirror.UidValidity, inbox.Uids, mailbox.Name));
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
        var listing = await account.OpenWithRowsAsync(mailbox.Name);
        Assert.Equal(3, listing.Count);
        await account.AppendAsync(mailbox.Name, "neu");
        await account.UntilAsync(() => listing.Count == 4, "the arrival");

        Assert.Null(await account.Session.MailboxCommands.RenameAsync(mailbox.Name, null, name + "2", Cancelled));
        Assert.True(account.Session.Mailboxes.Find(account.Name(name + "2")) is { IsSubscribed: true, Total: 4 });
        Assert.Null(account.Session.Mailboxes.Find(mailbox.Name));
        Assert.Null(await account.Session.MailboxCommands.DeleteAsync(account.Session.Mailboxes.Find(account.Name(name + "2"))!, Cancelled));
        Assert.Null(account.Session.Mailboxes.Find(account.Name(name + "2")));
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_branch_is_moved_and_deleted_with_all_below_it(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var commands = account.Session.MailboxCommands;
        Assert.Null(await commands.CreateAsync(null, "A", Cancelled));
        Assert.Null(await commands.CreateAsync(account.Name("A"), "B", Cancelled));
        Assert.Null(await commands.CreateAsync(account.Name("A/B"), "C", Cancelled));
        Assert.Null(await commands.CreateAsync(null, "Z", Cancelled));
        Assert.Null(await commands.RenameAsync(account.Name("A/B"), account.Name("Z"), "Neu", Cancelled));
        Assert.True(account.Session.Mailboxes.Find(account.Name("Z/Neu/C")) is { IsSubscribed: true });
        Assert.Null(account.Session.Mailboxes.Find(account.Name("A/B")));
        Assert.Null(await commands.SubscribeAsync(account.Name("Z/Neu"), false, Cancelled));
        Assert.False(account.Session.Mailboxes.Find(account.Name("Z/Neu"))!.IsSubscribed);
        Assert.Null(await commands.DeleteAsync(account.Session.Mailboxes.Find(account.Name("Z"))!, Cancelled));
        Assert.Null(account.Session.Mailboxes.Find(account.Name("Z")));
        Assert.Equal(["A"], account.Session.Mailboxes.All.Where(m => m.SpecialUse == SpecialUse.None && m.Kind == MailboxKind.Personal).Select(m => m.DisplayName));
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task What_the_server_refuses_is_said(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var commands = account.Session.MailboxCommands;
        Assert.Null(await commands.CreateAsync(null, "Doppelt", Cancelled));
        Assert.Equal(RefusalReason.AlreadyExists, (await commands.CreateAsync(null, "Doppelt", Cancelled))?.Reason);
        Assert.Equal(RefusalReason.MailboxGone, (await commands.RenameAsync(account.Name("Nirgends"), null, "X", Cancelled))?.Reason);
        Assert.Equal(RefusalReason.NameNotAllowed, (await commands.CreateAsync(null, "", Cancelled))?.Reason);
        Assert.Equal(RefusalReason.NameNotAllowed, (await commands.CreateAsync(null, $"a{account.Server.Options.Separator}b", Cancelled))?.Reason);
    }
}

using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>A mailbox that is renamed here takes the rules along that file into it.</summary>
public sealed class MailboxRulesTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_goes_on_being_filed_after_a_rename_and_after_its_undo()
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        await account.Session.ReadyAsync(Cancelled);
        var (commands, rules) = (account.Session.MailboxCommands, account.Session.MailboxRules);
        Assert.Null(await commands.CreateAsync(null, "A", Cancelled));
        Assert.Null(await commands.CreateAsync("A", "B", Cancelled));
        Assert.Equal((null, 0), await rules.RenameAsync("A", "Z", '/', Cancelled));

        var features = (await account.ReadAsync()).Features;
        var script = FilterScript.Empty.Insert(0, new FilterRule { Name = "A", Actions = [new FilterAction.FileInto("A/B")] }, features);
        await account.SaveAsync(script);
        Assert.Equal(["A"], (await rules.NamingAsync(["A", "A/B"], Cancelled)).Rules.Select(entry => Assert.IsType<FilterEntry.Known>(entry).Rule.Name));
        Assert.Empty((await rules.NamingAsync(["A"], Cancelled)).Rules);
        Assert.Equal(["A/B"], await account.DeliverAsync(new Letter("before")));

        Assert.Null(await commands.RenameAsync("A", null, "Z ä", Cancelled));
        Assert.True(await rules.RenameAsync("A", "Z ä", '/', Cancelled) is (ScriptSaving.Saved, 1));
        Assert.Equal(["Z ä/B"], await account.DeliverAsync(new Letter("after")));

        Assert.Null(await commands.RenameAsync("Z ä", null, "A", Cancelled));
        Assert.True(await rules.RenameAsync("Z ä", "A", '/', Cancelled) is (ScriptSaving.Saved, 1));
        Assert.Equal(["A/B"], await account.DeliverAsync(new Letter("again")));
        Assert.Equal(script.Text, (await account.ReadAsync()).Text);
    }
}

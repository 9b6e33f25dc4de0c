using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sync;

public sealed class OpenMailboxesTests : SessionFixture
{
    private static readonly string[] Others = [.. Enumerable.Range(0, 14).Select(number => $"Other {number}")];

    public OpenMailboxesTests()
    {
        foreach (var mailbox in Others)
            Mail[mailbox].Add(1);
    }

    [Fact]
    public async Task A_mailbox_that_a_tab_shows_is_kept_up_to_date_however_many_others_are_opened()
    {
        var session = await SignInAsync();
        var shown = await OpenAsync(session, "Archive");
        session.Show(this, shown);
        await OpenOthersAsync(session);
        Mail["Archive"].Add(1);
        session.Refresh("Archive");
        await Until.TrueAsync(() => shown.Count == 1, Now);
        Assert.Same(shown.Mirror, (await OpenAsync(session, "Archive")).Mirror);
    }

    [Fact]
    public async Task A_mailbox_that_no_tab_shows_any_more_makes_room()
    {
        var session = await SignInAsync();
        var left = await OpenAsync(session, "Archive");
        session.Show(this, left);
        session.Show(this, null);
        await OpenOthersAsync(session);
        var again = await OpenAsync(session, "Archive");
        Assert.NotSame(left.Mirror, again.Mirror);
    }

    [Fact]
    public async Task A_list_that_is_shown_only_after_many_others_were_opened_is_brought_up_to_date_again()
    {
        var session = await SignInAsync();
        var late = await OpenAsync(session, "Archive");
        await OpenOthersAsync(session);
        Mail["Archive"].Add(2);
        session.Show(this, late);
        await Until.TrueAsync(() => late.Count == 2, Now);
    }

    private static async Task OpenOthersAsync(Engine.Accounts.AccountSession session)
    {
        foreach (var mailbox in Others)
            await OpenAsync(session, mailbox);
    }
}

using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Accounts;
using Webmail.Engine.Mirror;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>Passwords that are wrong, or become wrong.</summary>
public sealed class CredentialsTests(OwnMailServersFixture fixture) : IClassFixture<OwnMailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_opens_no_session()
    {
        var user = await fixture.NewUserAsync();
        await using var sessions = OpenAccount.NewSessions(fixture.Servers, fixture.Servers.Modern);
        var failed = await Assert.ThrowsAsync<SignInException>(() => sessions.SignInAsync(user, "wrong", Cancelled));
        Assert.Equal(SignInFailure.WrongCredentials, failed.Failure);
        Assert.Equal(0, sessions.Count);
    }

    [Fact]
    public async Task A_changed_password_is_asked_for_and_the_session_goes_on_with_the_new_one()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern, messages: 3);
        var listing = await account.OpenWithRowsAsync("INBOX");
        await fixture.Servers.ChangePasswordAsync(account.User, "new secret");
        await account.NoteAsync<MailChange.CredentialsRejected>(async () =>
        {
            await fixture.Servers.Modern.StopAsync(Cancelled);
            await fixture.Servers.Modern.StartAsync(Cancelled);
        });
        Assert.Equal(3, listing.Count);
        await Assert.ThrowsAsync<SignInException>(() => account.Sessions.RenewAsync(account.Session.Id, "wrong", Cancelled));
        await account.Sessions.RenewAsync(account.Session.Id, "new secret", Cancelled);
        await account.ReconnectSecondAsync();
        await account.AppendAsync("INBOX", "neu");
        await account.UntilAsync(() => listing.Count == 4, "what arrives after the renewal");
    }

    [Fact]
    public async Task A_session_resumed_with_an_old_password_asks_for_the_new_one()
    {
        var user = await fixture.NewUserAsync();
        await using var sessions = OpenAccount.NewSessions(fixture.Servers, fixture.Servers.Modern);
        var session = sessions.Resume("id", user, "old");
        var rejected = await Assert.ThrowsAsync<SignInException>(() => session.OpenAsync("INBOX", new ListingQuery(), Cancelled));
        Assert.Equal(SignInFailure.WrongCredentials, rejected.Failure);
        await sessions.RenewAsync("id", "secret", Cancelled);
        Assert.Equal(0, (await session.OpenAsync("INBOX", new ListingQuery(), Cancelled)).Count);
        await session.ReadyAsync(Cancelled);
        Assert.NotNull(session.Mailboxes.Find("INBOX"));
    }
}

using System.Text;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>Scripts on a real Pigeonhole.</summary>
public sealed class ManageSieveServerTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_is_saved_read_checked_and_found_changed_by_others()
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        var scripts = account.Session.Scripts;
        var none = await account.ReadAsync();
        Assert.Equal(StoredScriptState.Missing, none.State);
        foreach (var extension in (string[])["fileinto", "vacation-seconds", "imap4flags", "special-use", "duplicate", "mime", "spamtest"])
            Assert.True(none.Features.Has(extension), extension);
        Assert.Contains("mailto", none.Features.NotifyMethods);

        var text = "# ü \"{3+}\"\r\nrequire \"fileinto\";\r\nfileinto \"Archive\";\r\n";
        var saved = Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(none, text, Cancelled)).Script;
        Assert.Equal((text, StoredScriptState.Active), await account.ReadAsync() is var read ? (read.Text, read.State) : default);

        var invalid = Assert.IsType<ScriptSaving.Invalid>(await scripts.SaveAsync(saved, "keep;\r\nfileinto \"x\";\r\n", Cancelled));
        Assert.Contains("line 2", invalid.ServerText, StringComparison.Ordinal);
        Assert.IsType<ScriptSaving.Invalid>(await scripts.CheckAsync("nonsense", Cancelled));
        Assert.Null(await scripts.CheckAsync("keep;", Cancelled));
        Assert.Equal(text, (await account.ReadAsync()).Text);

        // Another browser was quicker.
        Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(saved, "keep;\r\n", Cancelled));
        var conflict = Assert.IsType<ScriptSaving.Conflict>(await scripts.SaveAsync(saved, "discard;\r\n", Cancelled));
        Assert.Equal(("keep;\r\n", "discard;\r\n"), (conflict.Theirs.Text, conflict.Ours));
        Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(conflict.Theirs, conflict.Ours, Cancelled));
        Assert.Empty(await account.DeliverAsync(new Letter("x")));
    }

    [Fact]
    public async Task Octets_that_are_no_text_and_a_long_script_come_back_as_they_were()
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        var text = Webmail.Engine.Sieve.Language.SieveText.Decode([.. "# Gr"u8, 0xFC, 0xDF, .. "e\n"u8, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("# padding ä\n", 60_000))), .. "keep;\n"u8]);
        var saving = await account.Session.Scripts.SaveAsync(await account.ReadAsync(), text, Cancelled);
        Assert.IsType<ScriptSaving.Saved>(saving);
        Assert.Equal(text, (await account.ReadAsync()).Text);
        var tooLong = await account.Session.Scripts.SaveAsync(await account.ReadAsync(), text + text, Cancelled);
        Assert.Equal(ManageSieveFailure.OverQuota, Assert.IsType<ScriptSaving.Failed>(tooLong).Fault.Failure);
    }

    [Theory]
    [InlineData(TransportSecurity.StartTls)]
    [InlineData(TransportSecurity.None)]
    public async Task Every_command_works_over_either_transport(TransportSecurity security)
    {
        var server = fixture.Servers.Modern;
        var user = await fixture.NewUserAsync();
        var endpoint = new ServerEndpoint(server.Host, server.SievePort, security, fixture.Servers.Certificate.File);
        var connector = new ManageSieveConnector([], new ManageSieveTimes(), TimeProvider.System);
        await using var client = await connector.OpenAsync(endpoint, new PasswordCredentials(user, "secret"), Cancelled);
        Assert.True(client.Capabilities.CanCheck);
        Assert.True((await client.HaveSpaceAsync("a ü", 100, Cancelled)).IsOk);
        Assert.True((await client.PutScriptAsync("a ü", "keep;", Cancelled)).IsOk);
        Assert.True((await client.CheckScriptAsync("stop;", Cancelled))!.IsOk);
        Assert.True((await client.RenameScriptAsync("a ü", "b", Cancelled)).IsOk);
        Assert.True((await client.SetActiveAsync("b", Cancelled)).IsOk);
        var (names, active) = await client.ListScriptsAsync(Cancelled);
        Assert.Equal("b", Assert.Single(names));
        Assert.Equal("b", active);
        Assert.Equal(ManageSieveFailure.ScriptIsActive, (await client.DeleteScriptAsync("b", Cancelled)).Fault.Failure);
        Assert.Equal(ManageSieveFailure.NoSuchScript, (await client.SetActiveAsync("c", Cancelled)).Fault.Failure);
        Assert.Equal(ManageSieveFailure.NoSuchScript, (await client.GetScriptAsync("c", Cancelled)).Reply.Fault.Failure);
        Assert.True((await client.SetActiveAsync("", Cancelled)).IsOk);
        Assert.True((await client.DeleteScriptAsync("b", Cancelled)).IsOk);
        Assert.True((await client.NoOpAsync(Cancelled)).IsOk);
        await client.LogOutAsync(Cancelled);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_certificate_are_told_apart()
    {
        var server = fixture.Servers.Modern;
        var user = await fixture.NewUserAsync();
        var connector = new ManageSieveConnector([], new ManageSieveTimes(), TimeProvider.System);
        async Task<ManageSieveFailure> FailureAsync(string? certificate) => (await Assert.ThrowsAsync<ManageSieveException>(() =>
            connector.OpenAsync(new ServerEndpoint(server.Host, server.SievePort, TransportSecurity.StartTls, certificate), new PasswordCredentials(user, "wrong"), Cancelled))).Fault.Failure;
        Assert.Equal(ManageSieveFailure.CredentialsRejected, await FailureAsync(fixture.Servers.Certificate.File));
        Assert.Equal(ManageSieveFailure.CertificateNotTrusted, await FailureAsync(null));
    }
}

using System.Globalization;
using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Tests.Scripted;
using Webmail.Web.UI.Filters;
using Webmail.Web.UI.Filters.Saving;
using static Webmail.Engine.Tests.Scripted.ScriptedManageSieveServer;

namespace Webmail.Web.Tests.UI.Filters;

/// <summary>
/// What a person sees on the page of filters for each thing that a server for filters can do, in both languages: the table of
/// <c>docs/filter-faults.md</c>, which is written anew into the test's output when it is not so any more.
/// </summary>
public sealed class FilterFaultTests : ShellTest
{
    private const string Rules = "# webmail:filter \"one\"\r\nif header :contains \"Subject\" \"a\" { keep; }\r\n# webmail:filter \"two\"\r\nif header :contains \"Subject\" \"b\" { stop; }\r\n";

    private readonly StringBuilder table = new();

    private IStringLocalizer<Webmail.Web.Resources.Filters> Texts => Services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Filters>>();

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_fault_is_told_as_the_documentation_has_it()
    {
        await OpeningAsync();
        await SavingAsync();
        var documented = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "filter-faults.md"), Now);
        Xunit.TestContext.Current.TestOutputHelper?.WriteLine(table.ToString());
        Assert.Contains(table.ToString(), documented, StringComparison.Ordinal);
    }

    private async Task OpeningAsync()
    {
        await OpenAtAsync("no server for filters is configured", null);
        await OpenAtAsync("nobody answers", Free());
        await OpenAsync("another protocol is spoken there", server => server.On(Greeting, "+OK POP3 ready"));
        await OpenAsync("STARTTLS is not offered", _ => { }, TransportSecurity.StartTls);
        await OpenAsync("the certificate is not trusted", _ => { }, TransportSecurity.StartTls, isSecured: true);
        await OpenAsync("the sign-in is refused", server => server.On("AUTHENTICATE", "NO \"Authentication failed.\""));
        await OpenAsync("too many connections", server => server.On("AUTHENTICATE", "BYE \"Maximum number of connections exceeded.\""));
        await OpenAsync("it sends us to a server that is not configured", server => server.On("AUTHENTICATE", "BYE (REFERRAL \"sieve://elsewhere.example\") \"Try elsewhere.\""));
        await OpenAsync("it is being stopped", server => server.On("LISTSCRIPTS", "BYE \"Going down.\""));
        await OpenAsync("the script vanishes between two commands", server => server.On("GETSCRIPT", "NO (NONEXISTENT) \"No such script.\""));
        await OpenAsync("a script of more than 4 MB", server => server.On("GETSCRIPT", $"{{{ManageSieveStream.MaxLiteral + 1}}}\r\n"));
        await OpenAsync("the script is no Sieve", server => server.Scripts["a"] = "keep;\r\nif {");
        await OpenAsync("no script is in use", server => (server.Active, server.Scripts[SieveScripts.NewName]) = (null, Rules));
        await OpenAsync("the script in use has another name", server => (server.Active, server.Scripts["Meine Filter ä"]) = ("Meine Filter ä", Rules));
        await OpenAsync("the script includes others", server => server.Scripts["a"] = "require \"include\";\r\ninclude :personal \"b\";\r\n");
    }

    private async Task SavingAsync()
    {
        await SaveAsync("it refuses a rule", server => server.On("CHECKSCRIPT", "NO {41}\r\nwebmail: line 4: error: unknown test 'x'."));
        await SaveAsync("it refuses, and names no line", server => server.On("CHECKSCRIPT", "NO \"too many actions\""));
        await SaveAsync("it takes it with a remark", server => server.On("PUTSCRIPT", "OK (WARNINGS) \"line 2: no such mailbox\""));
        await SaveAsync("the script is too long for it", server => server.On("HAVESPACE", "NO (QUOTA/MAXSIZE) \"Script is too large (max 1 KB).\""));
        await SaveAsync("there are too many scripts", server => server.On("PUTSCRIPT", "NO (QUOTA/MAXSCRIPTS) \"Too many scripts.\""));
        await SaveAsync("it can't at the moment", server => server.On("PUTSCRIPT", "NO (TRYLATER) \"Busy.\""));
        await SaveAsync("another browser or program saved meanwhile", server => server.Scripts["a"] = "keep;\r\n");
        await SaveAsync("another script was made active meanwhile", server => (server.Active, server.Scripts["b"]) = ("b", "stop;\r\n"));
        await SaveAsync("the connection is cut before the script is sent", server => server.On("CHECKSCRIPT", HangUp));
        await SaveAsync("the connection is cut in PUTSCRIPT, and the script has not arrived", server => server.On("PUTSCRIPT", HangUp));
        await SaveAsync("the connection is cut in PUTSCRIPT, and the script has arrived", server => server.On("PUTSCRIPT", script => Stored(server, script)));
        await SaveAsync("the same, and the server does not come back", server => server.On("PUTSCRIPT", script =>
        {
            server.On("AUTHENTICATE", HangUp);
            return Stored(server, script);
        }));
        await SaveAsync("the connection is cut between PUTSCRIPT and SETACTIVE", server => server.On("SETACTIVE", HangUp), isFirst: true);
        await SaveAsync("SETACTIVE is refused", server => server.On("SETACTIVE", "NO (TRYLATER) \"Busy.\""), isFirst: true);
        Row("saving: the earlier version can't be kept here", () => Text(ScriptWords.Of(new ScriptSaving.NotKept(), Texts)));
    }

    private async Task OpenAsync(string said, Action<ScriptedManageSieveServer> so, TransportSecurity security = TransportSecurity.None, bool isSecured = false)
    {
        await using var server = new ScriptedManageSieveServer { Active = "a", Certificate = isSecured ? TestCertificate.SelfSigned() : null };
        server.Scripts["a"] = Rules;
        so(server);
        await OpenAtAsync(said, new ServerEndpoint("localhost", server.Port, security, null));
    }

    private async Task OpenAtAsync(string said, ServerEndpoint? endpoint)
    {
        await using var scripts = Scripts(endpoint);
        var desk = new FilterDesk(scripts);
        await desk.ReadAsync(Now);
        Row($"opening: {said}", () => desk.Fault is { } fault ? Text(ScriptWords.Of(fault, Texts))
            : desk.SyntaxError is { } error ? Texts["Unreadable", error.Position.Line]
            : desk.Stored is { State: StoredScriptState.Inactive } ? $"{Texts["Inactive"]} [{Texts["Activate"]}]"
            : $"{string.Join(", ", desk.Shown!.Entries.Select(entry => Webmail.Web.UI.Filters.List.RuleItem.NameOf(entry, Texts)))}");
    }

    /// <summary>A rule is put in front of the others, or is the first of all.</summary>
    private async Task SaveAsync(string said, Action<ScriptedManageSieveServer> so, bool isFirst = false)
    {
        await using var server = new ScriptedManageSieveServer { Active = isFirst ? null : "a" };
        if (!isFirst)
            server.Scripts["a"] = Rules;
        await using var scripts = Scripts(new ServerEndpoint("localhost", server.Port, TransportSecurity.None, null));
        var desk = new FilterDesk(scripts);
        await desk.ReadAsync(Now);
        so(server);
        await desk.ChangeAsync(script => script.Insert(0, new FilterRule { Name = "new", Actions = [new FilterAction.Keep()] }, desk.Stored!.Features));
        Row($"saving: {said}", () => desk.Outcome is not { } outcome
            ? Texts["Done_Saved"]
            : Text(ScriptWords.Of(outcome, Texts)) + string.Concat(desk.Refused.Select(one => $" {Texts["RefusedRule"]} {one.Value}")));
        // Whatever the server did, the page shows what is there or says that nobody knows.
        Assert.True(desk.Outcome is ScriptSaving.Unknown || desk.Shown!.Text == (desk.Stored!.State == StoredScriptState.Missing ? "" : desk.Stored.Text));
    }

    private static string Stored(ScriptedManageSieveServer server, string[] script)
    {
        server.Scripts[script[0]] = script[1];
        return HangUp;
    }

    private void Row(string said, Func<string> words)
    {
        table.Append(CultureInfo.InvariantCulture, $"| {said}");
        foreach (var language in (string[])["en", "de"])
        {
            CultureInfo.CurrentUICulture = new CultureInfo(language);
            table.Append(CultureInfo.InvariantCulture, $" | {words()}");
        }

        table.Append(" |\n");
    }

    /// <summary>As the notice stands in the page.</summary>
    private string Text(ScriptNotice notice)
    {
        var shown = Render<FilterNotice>(parameters => parameters.Add(one => one.Notice, notice));
        Assert.Equal(notice.IsError ? "alert" : "status", shown.Find("[data-testid=filter-notice]").GetAttribute("role"));
        var said = shown.FindAll("pre") is [var pre, ..] ? $" {shown.Find("summary").TextContent} {pre.TextContent}" : "";
        return shown.Find("p").TextContent + said;
    }

    private static SieveScripts Scripts(ServerEndpoint? endpoint) => new(
        endpoint, () => new PasswordCredentials("anna", "secret"), [], new ManageSieveTimes { ConnectAttempts = 1, Connect = TimeSpan.FromSeconds(2) }, TimeProvider.System);

    private static ServerEndpoint Free()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new ServerEndpoint("localhost", ((System.Net.IPEndPoint)listener.LocalEndpoint).Port, TransportSecurity.None, null);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webmail.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Not below the repository.");
        return folder.FullName;
    }
}

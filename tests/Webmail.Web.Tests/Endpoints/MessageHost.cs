using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Webmail.Engine.Tests.Scripted;
using Webmail.Web.Tests.Hosting;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>The program before a mail server that has one message, and a browser that is signed in.</summary>
internal sealed partial class MessageHost : IAsyncDisposable
{
    /// <summary>INBOX, UIDVALIDITY 7, UID 2.</summary>
    public const string Message = "/message/SU5CT1g/7/2";

    public const string Attachment = "/attachment/SU5CT1g/7/2";

    private readonly WebmailHost host;

    private MessageHost(WebmailHost host) => this.host = host;

    public HttpClient Browser { get; private set; } = null!;

    public string Source { get; set; } = "";

    public ScriptedImapServer Mail => host.Mail;

    public static async Task<MessageHost> StartAsync(string source, params (string Key, string Value)[] settings)
    {
        var host = new WebmailHost(settings);
        var started = new MessageHost(host) { Source = source.ReplaceLineEndings("\r\n") };
        host.Mail.On("UID FETCH", started.FetchAsync);
        started.Browser = host.Browser();
        (await WebmailHost.SignInAsync(started.Browser)).Dispose();
        return started;
    }

    /// <summary>A browser that knows nothing of the sign-in.</summary>
    public HttpClient NewBrowser() => host.Browser();

    /// <summary>The same person leaves and comes back.</summary>
    public async Task SignInAnewAsync()
    {
        var token = await WebmailHost.TokenAsync(Browser, Message);
        (await WebmailHost.PostAsync(Browser, "/logout", ("__RequestVerificationToken", token))).Dispose();
        (await WebmailHost.SignInAsync(Browser)).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await host.DisposeAsync();
    }

    private async Task FetchAsync(ScriptedSession session, ScriptedCommand command)
    {
        if (command.Arguments.StartsWith("2 ", StringComparison.Ordinal) && Partial().Match(command.Arguments) is { Success: true } match)
        {
            var offset = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            var text = match.Groups[1].Value.Length == 0 ? Source : Section(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            var part = text[Math.Min(offset, text.Length)..];
            await session.SendAsync($"* 2 FETCH (UID 2 BODY[{match.Groups[1].Value}]<{offset}> {{{Encoding.UTF8.GetByteCount(part)}}}\r\n{part})");
        }
        await session.OkAsync(command);
    }

    private string Section(int number) => Source.Split("\r\n--b")[number].Split("\r\n\r\n", 2)[1];

    [GeneratedRegex(@"BODY\.PEEK\[(\d*)\]<(\d+)\.")]
    private static partial Regex Partial();
}

using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Web.Tests.Hosting;

/// <summary>The whole program in this process, in front of a scripted mail server that takes one password.</summary>
internal sealed partial class WebmailHost : WebApplicationFactory<Program>
{
    public const string UserName = "someone@example.test";
    public const string Password = "correct horse";

    private readonly string data;
    private readonly bool ownsData;
    private readonly (string Key, string Value)[] settings;

    public WebmailHost(params (string Key, string Value)[] settings)
        : this(null, null, settings)
    {
    }

    private WebmailHost(string? data, ScriptedImapServer? mail, (string Key, string Value)[] settings)
    {
        ownsData = data is null;
        this.data = data ?? Directory.CreateTempSubdirectory("webmail-test-").FullName;
        this.settings = settings;
        Mail = mail ?? new ScriptedImapServer();
        Mail.On("AUTHENTICATE", (session, command) => command.Arguments.EndsWith(Secret(TakenPassword), StringComparison.Ordinal)
            ? session.OkAsync(command, $"[CAPABILITY {Mail.Capabilities}] welcome")
            : session.NoAsync(command, "[AUTHENTICATIONFAILED] no"));
    }

    /// <summary>Answers with a form token for whoever asks: the pages that carry one are not this test's concern.</summary>
    public const string TokenPath = "/test/token";

    public ScriptedImapServer Mail { get; }

    /// <summary>What the mail server takes for <see cref="UserName"/>.</summary>
    public string TakenPassword { get; set; } = Password;

    /// <summary>Set before the first request to hold the clock still.</summary>
    public FakeTimeProvider? Time { get; init; }

    public LogLines Log { get; } = new();

    /// <summary>Another run of the program with the same data and mail server.</summary>
    public WebmailHost Restarted() => new(data, Mail, settings) { TakenPassword = TakenPassword };

    public HttpClient Browser(string address = "http://localhost", bool followRedirects = false)
    {
        var browser = CreateClient(new WebApplicationFactoryClientOptions
        {
            BaseAddress = new Uri(address),
            AllowAutoRedirect = followRedirects,
            HandleCookies = true,
        });
        browser.DefaultRequestHeaders.Add("Accept", "text/html,*/*");
        return browser;
    }

    /// <summary>Fills in the form as a person does: the page first, then the post with its token.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(
        HttpClient browser, string userName = UserName, string password = Password, bool stay = false, string path = "/login")
    {
        var fields = new Dictionary<string, string> { ["username"] = userName, ["password"] = password, ["__RequestVerificationToken"] = await TokenAsync(browser, path) };
        if (stay)
            fields["stay"] = "true";
        using var form = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(path, form);
    }

    public static async Task<string> TokenAsync(HttpClient browser, string path = "/login")
    {
        var page = await browser.GetStringAsync(path);
        return WebUtility.HtmlDecode(TokenField().Match(page).Groups[1].Value);
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await browser.PostAsync(path, form);
    }

    public static string SetCookie(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.SingleOrDefault(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal)) ?? ""
            : "";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("DataDirectory", data);
        builder.UseSetting("Mail:Imap:Host", "127.0.0.1");
        builder.UseSetting("Mail:Imap:Port", Mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        builder.UseSetting("Mail:Imap:Security", "None");
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, FormTokens>());
        if (Time is not null)
            builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!ownsData)
            return;
        await Mail.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private static string Secret(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{UserName}\0{password}"));

    private sealed class FormTokens : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map(TokenPath, tokens => tokens.UseAuthentication().Run(context =>
                context.Response.WriteAsync(context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!)));
            next(app);
        };
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}

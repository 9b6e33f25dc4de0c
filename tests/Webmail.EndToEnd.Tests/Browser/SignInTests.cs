using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using Cookie = System.Net.Cookie;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Signing in and out.</summary>
public sealed partial class SignInTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static ILocator Alert(MailPage mail) => mail.Page.Locator("form [role=alert], [role=alert]").First;

    [Fact]
    public async Task A_person_signs_in_with_name_and_password_and_sees_the_inbox()
    {
        await SeedAsync(5);
        var mail = await NewBrowserAsync();
        await mail.Page.GotoAsync("/");
        await Expect(mail.Page).ToHaveURLAsync(Login());
        await mail.SubmitSignInAsync(User, "secret");
        await mail.ReadyAsync();
        await Expect(mail.Page).ToHaveURLAsync(Mail());
        await Expect(mail.Rows).ToHaveCountAsync(5);
        await Expect(mail.Page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-sync", "live");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_words()
    {
        var mail = await NewBrowserAsync();
        foreach (var (name, password) in new[] { (User, "wrong"), ("nobody@example.test", "secret") })
        {
            await mail.Page.GotoAsync("/login");
            await mail.SubmitSignInAsync(name, password);
            await Expect(Alert(mail)).ToHaveTextAsync("The email address or password isn't right. Check both and try again.");
            await Expect(mail.Page.Locator("input[name=username]")).ToHaveValueAsync(name);
            await Expect(mail.Page.Locator("input[name=password]")).ToHaveValueAsync("");
        }
    }

    [Fact]
    public async Task A_mail_server_that_does_not_answer_is_named_as_such()
    {
        ExpectedInConsole = NotNow();
        ExpectedInLog = new Regex("Nobody can sign in|ServerResilience|Polly|breaker", RegexOptions.IgnoreCase);
        var settings = Servers.WebmailSettings(Dovecot).ToDictionary();
        settings["Mail__Imap__Port"] = "1";
        await UseOwnProgramAsync(settings);
        var mail = await NewBrowserAsync();
        await mail.Page.GotoAsync("/login");
        await mail.SubmitSignInAsync(User, "secret");
        await Expect(Alert(mail)).ToContainTextAsync("The mail server isn't answering. Your mail is safe there.");
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_keeps_the_password_here()
    {
        ExpectedInConsole = NotNow();
        ExpectedInLog = new Regex("Nobody can sign in");
        var settings = Servers.WebmailSettings(Dovecot).Where(setting => !setting.Key.EndsWith("TrustedCertificate", StringComparison.Ordinal)).ToDictionary();
        await UseOwnProgramAsync(settings);
        var mail = await NewBrowserAsync();
        await mail.Page.GotoAsync("/login");
        await mail.SubmitSignInAsync(User, "secret");
        await Expect(Alert(mail)).ToContainTextAsync("The mail server can't prove who it is");
    }

    [Fact]
    public async Task Five_wrong_passwords_in_a_minute_make_the_sixth_wait()
    {
        await UseOwnProgramAsync(Servers.WebmailSettings(Dovecot));
        ExpectedInLog = BrowserFixture.ExpectedComplaints;
        using var visitor = new Visitor(Webmail.Address);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async number =>
        {
            using var one = new Visitor(Webmail.Address);
            using var refused = await one.SignInAsync(User, $"wrong {number}");
            Assert.NotEqual(HttpStatusCode.Redirect, refused.StatusCode);
        }));
        using var answer = await visitor.SignInAsync(User);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task A_reload_keeps_the_session_and_the_message()
    {
        await SeedAsync(5);
        var mail = await SignedInAsync();
        await mail.OpenAsync(4);
        await mail.Page.ReloadAsync();
        await mail.ReadyAsync();
        await Expect(mail.Rows).ToHaveCountAsync(5);
        await mail.IsOpenAsync(4);
    }

    [Fact]
    public async Task A_restart_of_the_program_signs_nobody_out()
    {
        await SeedAsync(5);
        var data = Directory.CreateTempSubdirectory("webmail-restart-").FullName;
        var settings = Servers.WebmailSettings(Dovecot).ToDictionary();
        settings["DataDirectory"] = data;
        try
        {
            Cookie cookie;
            await using (var first = await WebmailProgram.StartAsync(settings, Cancelled))
            {
                using var visitor = new Visitor(first.Address);
                using var signedIn = await visitor.SignInAsync(User);
                cookie = visitor.Cookies.GetCookies(first.Address).Single(one => one.Name == "webmail");
            }

            await UseOwnProgramAsync(settings);
            using var after = new Visitor(Webmail.Address);
            after.Cookies.Add(Webmail.Address, new Cookie(cookie.Name, cookie.Value));
            using var page = await after.GetAsync("/mail");
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Signing_out_in_one_tab_ends_the_other()
    {
        ExpectedInConsole = new Regex("401|WebSocket|connection|circuit", RegexOptions.IgnoreCase);
        await SeedAsync(5);
        var mail = await SignedInAsync();
        var other = await NewTabAsync(mail.Page.Context);
        await other.Page.GotoAsync("/mail");
        await other.ReadyAsync();

        await mail.SignOutAsync();
        await Expect(mail.Page).ToHaveURLAsync(Login());
        await Expect(other.Page).ToHaveURLAsync(Login());
        await mail.Page.GotoAsync("/mail");
        await Expect(mail.Page).ToHaveURLAsync(Login());
    }

    [Theory]
    [InlineData("de-DE", "Anmelden", "Posteingang", "de")]
    [InlineData("en-GB", "Sign in", "Inbox", "en")]
    public async Task The_browser_s_language_is_spoken(string locale, string button, string inbox, string language)
    {
        await SeedAsync(3);
        var mail = await NewBrowserAsync(options => options.Locale = locale);
        await mail.Page.GotoAsync("/login");
        await Expect(mail.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(mail.Page.Locator("form:has(input[name=password]) button[type=submit]")).ToContainTextAsync(button);
        await mail.SubmitSignInAsync(User, "secret");
        await mail.ReadyAsync();
        await Expect(mail.Mailbox("INBOX")).ToContainTextAsync(inbox);
        await Expect(mail.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
    }

    [GeneratedRegex("/login(\\?.*)?$")]
    private static partial Regex Login();

    [GeneratedRegex("/mail(/.*)?$")]
    private static partial Regex Mail();

    // Chromium writes each answer from 400 on to the console; this one is 503.
    [GeneratedRegex("Failed to load resource")]
    private static partial Regex NotNow();
}

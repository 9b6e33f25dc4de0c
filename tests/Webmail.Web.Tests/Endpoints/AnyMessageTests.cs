using System.Net;
using System.Text.RegularExpressions;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>Messages of every kind, by the addresses that the reader asks.</summary>
public sealed partial class AnyMessageTests
{
    private const string Forwarded = """
        From: Petra <petra@a.example>
        Subject: Outer
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=a

        --a
        Content-Type: text/plain

        Outer text
        --a
        Content-Type: message/rfc822

        From: Carl <carl@c.example>
        Subject: Inner
        Disposition-Notification-To: carl@c.example
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=i

        --i
        Content-Type: text/plain

        Inner text
        --i
        Content-Type: application/pdf; name="plan.pdf"
        Content-Transfer-Encoding: base64

        SGVsbG8=
        --i--
        --a--

        """;

    private const string Bounce = """
        From: MAILER-DAEMON@example.test
        Subject: Undelivered
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=r

        --r
        Content-Type: text/plain

        For people
        --r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.test

        Final-Recipient: rfc822; berta@firm.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 <no> such user

        --r--

        """;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_within_a_message_opens_with_its_own_text_and_files()
    {
        await using var host = await MessageHost.StartAsync(Forwarded);
        var outer = await host.Browser.GetStringAsync(MessageHost.Message, Now);

        var inner = await host.Browser.GetStringAsync("/" + WebUtility.HtmlDecode(Attached().Match(outer).Groups[1].Value), Now);

        Assert.Contains("Inner", inner);
        Assert.DoesNotContain("receipt-bar", inner);
        var body = await host.Browser.GetStringAsync("/" + WebUtility.HtmlDecode(Frame().Match(inner).Groups[1].Value), Now);
        Assert.Contains("Inner text", body);
        Assert.DoesNotContain("Outer text", body);
        Assert.Equal("Hello", await host.Browser.GetStringAsync("/" + WebUtility.HtmlDecode(File().Match(inner).Groups[1].Value), Now));
        Assert.StartsWith("From: Carl", await host.Browser.GetStringAsync(MessageHost.Message + "/source?within=2", Now));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData("../2")]
    [InlineData("2/2")]
    [InlineData("9999999999999.1")]
    public async Task Where_no_message_is_attached_none_is_found(string within)
    {
        await using var host = await MessageHost.StartAsync(Forwarded);

        using var answer = await host.Browser.GetAsync($"{MessageHost.Message}/body?within={within}", Now);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("en", "Your message didn’t reach berta@firm.example.", "There is no mailbox with this address.", "Check the address for typing mistakes, then send again.")]
    [InlineData("de", "Ihre Nachricht hat berta@firm.example nicht erreicht.", "Unter dieser Adresse gibt es kein Postfach.", "Prüfen Sie die Adresse auf Tippfehler und senden Sie dann noch einmal.")]
    public async Task A_bounce_is_said_in_sentences(string language, params string[] sentences)
    {
        await using var host = await MessageHost.StartAsync(Bounce);
        host.Browser.DefaultRequestHeaders.Add("Accept-Language", language);

        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);

        var text = WebUtility.HtmlDecode(html);
        Assert.All(sentences, sentence => Assert.Contains(sentence, text));
        Assert.Contains("550 &lt;no&gt; such user", html);
        Assert.DoesNotContain("data-testid=\"attachment\"", html);
    }

    [Fact]
    public async Task A_person_chooses_the_character_set()
    {
        await using var host = await MessageHost.StartAsync("From: a@b.example\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n=F0=D2=C9=D7=C5=D4\n");

        var plain = await host.Browser.GetStringAsync(MessageHost.Message, Now);
        var asked = await host.Browser.GetStringAsync(MessageHost.Message + "?charset=auto", Now);
        var chosen = await host.Browser.GetStringAsync(MessageHost.Message + "?charset=koi8-r", Now);

        Assert.DoesNotContain("charset-bar", plain);
        Assert.Contains("<option value=\"auto\" selected", asked);
        Assert.Contains("<option value=\"koi8-r\" selected", chosen);
        Assert.Contains("Привет", await host.Browser.GetStringAsync("/" + WebUtility.HtmlDecode(Frame().Match(chosen).Groups[1].Value), Now));
        Assert.DoesNotContain("Привет", await host.Browser.GetStringAsync(MessageHost.Message + "/body?charset=utf-7", Now));
    }

    [Fact]
    public async Task Of_a_hundred_thousand_recipients_a_hundred_are_drawn()
    {
        await using var host = await MessageHost.StartAsync("To: " + string.Join(",\n ", Enumerable.Range(0, 5_000).Select(i => $"p{i}@firm.example")) + "\nSubject: x\n\nText\n");

        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);

        Assert.Equal(100, Regex.Count(html, "class=\"rd-addr\""));
        Assert.Contains("and 1900 more", html.Replace(",", ""));
        Assert.Contains("and 3000 more", html.Replace(",", ""));
    }

    [Fact]
    public async Task What_lies_elsewhere_is_named_and_no_link()
    {
        await using var host = await MessageHost.StartAsync("From: a@b.example\nContent-Type: message/external-body; access-type=URL; url=\"https://firm.example/x\"\n\nContent-Type: text/plain\n\n");

        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);

        Assert.Contains("lies elsewhere: https://firm.example/x", html);
        Assert.DoesNotContain("href=\"https://firm.example", html);
    }

    [GeneratedRegex("data-attached=\"([^\"]+)\"")]
    private static partial Regex Attached();

    [GeneratedRegex("<iframe[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Frame();

    [GeneratedRegex("href=\"(attachment/[^\"]+)\"")]
    private static partial Regex File();
}

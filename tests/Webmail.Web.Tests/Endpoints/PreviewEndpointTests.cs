using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Webmail.Web.Tests.Endpoints;

public sealed partial class PreviewEndpointTests
{
    private const string Preview = "/preview/SU5CT1g/7/2";

    private static readonly string OnePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_download_that_broke_off_goes_on_where_it_was()
    {
        await using var host = await StartAsync(("text/plain", "notes.txt", "0123456789"u8.ToArray()));
        using var whole = await host.Browser.GetAsync(MessageHost.Attachment + "/2/notes.txt", Now);
        var tag = whole.Headers.ETag!;

        using var rest = await AskAsync(host, "/2/notes.txt", new RangeHeaderValue(6, null), tag);
        using var other = await AskAsync(host, "/2/notes.txt", new RangeHeaderValue(6, null), new EntityTagHeaderValue("\"another\""));
        using var beyond = await AskAsync(host, "/2/notes.txt", new RangeHeaderValue(100, 200), null);

        Assert.Equal((10L, "bytes"), (whole.Content.Headers.ContentLength!.Value, whole.Headers.AcceptRanges.Single()));
        Assert.False(tag.IsWeak);
        Assert.Equal((HttpStatusCode.PartialContent, "bytes 6-9/10", "6789"), (rest.StatusCode, rest.Content.Headers.ContentRange!.ToString(), await rest.Content.ReadAsStringAsync(Now)));
        Assert.Equal((HttpStatusCode.OK, "0123456789"), (other.StatusCode, await other.Content.ReadAsStringAsync(Now)));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, "bytes */10"), (beyond.StatusCode, beyond.Content.Headers.ContentRange!.ToString()));
    }

    [Fact]
    public async Task A_question_for_the_header_alone_has_the_length_and_no_body()
    {
        await using var host = await StartAsync(("text/plain", "notes.txt", "0123456789"u8.ToArray()));
        using var request = new HttpRequestMessage(HttpMethod.Head, MessageHost.Attachment + "/2/notes.txt");

        using var answer = await host.Browser.SendAsync(request, Now);

        Assert.Equal((HttpStatusCode.OK, 10L), (answer.StatusCode, answer.Content.Headers.ContentLength!.Value));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Now));
    }

    [Theory]
    [InlineData("image/jpeg", "photo.jpg", "iVBOR", "data-kind=\"image\"")]
    [InlineData("application/pdf", "plan.pdf", "JVBERi0xLjcK", "data-kind=\"pdf\" data-size=\"9\"")]
    [InlineData("audio/mpeg", "voice.mp3", "SUQzBAA=", "<audio")]
    [InlineData("text/csv", "table.csv", "YTtiCjx4Pjt5Cg==", "<td dir=\"auto\">&lt;x&gt;</td>")]
    [InlineData("text/html", "page.html", "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "<pre class=\"pv-text\" dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt;</pre>")]
    [InlineData("image/svg+xml", "logo.svg", "PHN2ZyBvbmxvYWQ9ImEoKSI+PC9zdmc+", "&lt;svg onload=&quot;a()&quot;&gt;")]
    [InlineData("application/octet-stream", "data.txt", "AAECAwQ=", "data-kind=\"none\"")]
    [InlineData("text/vcard", "petra.vcf", "QkVHSU46VkNBUkQKRk46UGV0cmEgPGI+CkVORDpWQ0FSRAo=", "<h3 dir=\"auto\">Petra &lt;b&gt;</h3>")]
    public async Task What_is_shown_goes_by_the_content_and_is_encoded(string mediaType, string name, string content, string expected)
    {
        await using var host = await StartAsync((mediaType, name, Convert.FromBase64String(content == "iVBOR" ? OnePixel : content)));

        Assert.Contains(expected, await host.Browser.GetStringAsync(Preview + "/2", Now));
    }

    [Theory]
    [InlineData("image/png", "invoice.pdf.exe", "TVqQAAMAAAAEAAAA")]
    [InlineData("image/png", "photo.png", "TVqQAAMAAAAEAAAA")]
    public async Task A_program_is_called_one_whatever_it_calls_itself(string mediaType, string name, string content)
    {
        await using var host = await StartAsync((mediaType, name, Convert.FromBase64String(content)));

        var html = await host.Browser.GetStringAsync(Preview + "/2", Now);
        using var served = await host.Browser.GetAsync(Preview + "/2/content", Now);

        Assert.Contains("note-d", html);
        Assert.Contains("Download anyway", html);
        Assert.DoesNotContain("<img", html);
        Assert.Equal(HttpStatusCode.NotFound, served.StatusCode);
    }

    [Theory]
    [InlineData("Plan.pdf", true, true)]
    [InlineData("Plan.docx", false, true)]
    [InlineData("Plan.pdf.exe", true, false)]
    public async Task The_list_offers_to_look_where_there_is_something_to_see_and_no_download_of_a_program(string name, bool shows, bool downloads)
    {
        await using var host = await StartAsync(("application/octet-stream", name, "x"u8.ToArray()));

        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);

        Assert.Equal(shows, html.Contains("data-preview=\"preview/", StringComparison.Ordinal));
        Assert.Equal(downloads, html.Contains("href=\"attachment/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_file_hides_is_told_when_its_message_is_shown()
    {
        await using var host = await StartAsync(("application/msword", "letter.doc", Convert.FromBase64String("TVqQAAMAAAAEAAAA")));

        Assert.Equal("""{"signs":[{"section":"2","text":"Disguised program"}]}""", await host.Browser.GetStringAsync(Preview + "/signs", Now));
    }

    [Fact]
    public async Task A_picture_is_served_as_what_it_is_and_can_do_nothing()
    {
        await using var host = await StartAsync(("image/svg+xml", "photo.png", Convert.FromBase64String(OnePixel)));

        using var answer = await host.Browser.GetAsync(Preview + "/2/content", Now);

        Assert.Equal("image/png", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.StartsWith("sandbox; default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("text/html", "a.png", "PGh0bWw+PHNjcmlwdD4=")]
    [InlineData("image/svg+xml", "a.svg", "PHN2Zz48L3N2Zz4=")]
    [InlineData("text/plain", "a.txt", "aGFsbG8=")]
    public async Task What_could_run_and_what_is_text_is_not_served_for_showing(string mediaType, string name, string content)
    {
        await using var host = await StartAsync((mediaType, name, Convert.FromBase64String(content)));

        using var answer = await host.Browser.GetAsync(Preview + "/2/content", Now);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_picture_that_would_take_all_memory_is_not_shown()
    {
        var bomb = Convert.FromBase64String(OnePixel);
        // A hundred thousand points each way (PNG 11.2.2), in some seventy octets.
        new byte[] { 0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0 }.CopyTo(bomb, 16);
        await using var host = await StartAsync(("image/png", "photo.png", bomb));

        var html = await host.Browser.GetStringAsync(Preview + "/2", Now);

        Assert.Contains("more points than a browser can take", html);
        Assert.DoesNotContain("<img", html);
    }

    [Fact]
    public async Task The_frame_of_pages_has_no_origin_and_no_way_out()
    {
        await using var host = await StartAsync(("text/plain", "a.txt", "a"u8.ToArray()));

        using var answer = await host.Browser.GetAsync("/preview/pages", Now);

        Assert.Equal(
            "sandbox allow-scripts; default-src 'none'; script-src 'nonce-*' 'wasm-unsafe-eval'; worker-src blob:; img-src data: blob:; font-src data: blob:; style-src 'nonce-*'; "
            + "frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
            Nonce().Replace(answer.Headers.GetValues("Content-Security-Policy").Single(), "'nonce-*'"));
        Assert.DoesNotContain("unsafe-inline", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Who_is_not_signed_in_and_what_is_not_there_gets_nothing()
    {
        await using var host = await StartAsync(("text/plain", "a.txt", "a"u8.ToArray()));

        using var none = await host.Browser.GetAsync(Preview + "/9", Now);
        using var other = await host.Browser.GetAsync(Preview + "/2?a=another", Now);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (none.StatusCode, other.StatusCode));
    }

    private static async Task<HttpResponseMessage> AskAsync(MessageHost host, string path, RangeHeaderValue range, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, MessageHost.Attachment + path) { Headers = { Range = range } };
        if (known is not null)
            request.Headers.IfRange = new RangeConditionHeaderValue(known);
        return await host.Browser.SendAsync(request, Now);
    }

    private static Task<MessageHost> StartAsync((string MediaType, string Name, byte[] Content) file)
    {
        var source = new StringBuilder("From: petra@a.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n");
        source.Append(CultureInfo.InvariantCulture, $"--b\nContent-Type: {file.MediaType}\nContent-Disposition: attachment; filename=\"{file.Name}\"\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(file.Content)}\n--b--\n");
        return MessageHost.StartAsync(source.ToString());
    }

    [GeneratedRegex("'nonce-[^']+'")]
    private static partial Regex Nonce();
}

using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Text that lies where the rules do not have it, or is encoded otherwise than is said.</summary>
public sealed class OddPartsTests
{
    private const string Two = "--b\nContent-Type: text/plain\n\nThe plain text\n--b\nContent-Type: text/html\n\n<p>The <b>HTML</b> text\n--b--\n";

    [Theory]
    [InlineData("multipart/alternative")]
    [InlineData("multipart/alternative; boundary=another")]
    [InlineData("multipart/alternative; boundary=\"\"")]
    [InlineData("text/plain; boundary=b")]
    public async Task Parts_are_found_by_the_boundary_that_stands_there(string type)
    {
        var message = await EmlFile.ReadAsync($"Subject: x\nContent-Type: {type}\n\n{Two}");

        Assert.Contains("<b>HTML</b>", message.Rendered.Body);
        Assert.DoesNotContain("--b", message.Rendered.Body);
        Assert.DoesNotContain("plain", message.Rendered.Body);
    }

    [Fact]
    public async Task Parts_are_found_within_parts() =>
        Assert.Contains("<b>HTML</b>", (await EmlFile.ReadAsync($"Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative\n\n{Two}\n--o--\n")).Rendered.Body);

    [Fact]
    public async Task Parts_are_found_where_the_header_was_lost() =>
        Assert.Contains("<b>HTML</b>", (await EmlFile.ReadAsync($"Subject: x\n\nThis is a multi-part message in MIME format.\n\n{Two}")).Rendered.Body);

    [Theory]
    [InlineData("Look at what came:\n\nas I said, the source is\n\n")]
    [InlineData("Content-Type: text/plain\n\n")]
    public async Task A_text_that_shows_the_source_of_a_message_stays_a_text(string before)
    {
        var message = await EmlFile.ReadAsync($"Subject: x\n{(before.StartsWith("Content", StringComparison.Ordinal) ? "" : "\n")}{before}{Two}");

        Assert.Contains("Content-Type: text/html", message.Rendered.Body);
    }

    [Fact]
    public async Task Parts_that_were_encoded_once_more_are_decoded() =>
        Assert.Contains("<b>HTML</b>", (await EmlFile.ReadAsync(
            $"Content-Type: multipart/alternative; boundary=b\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.ASCII.GetBytes(Two))}\n")).Rendered.Body);

    [Theory]
    [InlineData("Content-Disposition: attachment\nContent-Type: text/plain\n\nTo be read\n")]
    [InlineData("Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Disposition: attachment\n\nplain\n--b\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>To be read\n--b--\n")]
    [InlineData("Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\nContent-ID: <i>\n\nx\n--b\nContent-Type: text/html\n\n<p>To be read<img src=cid:i>\n--b--\n")]
    [InlineData("Content-Type: multipart/related; boundary=b; start=\"<i>\"\n\n--b\nContent-Type: image/png\nContent-ID: <i>\n\nx\n--b\nContent-Type: text/html\n\n<p>To be read<img src=cid:i>\n--b--\n")]
    [InlineData("Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Above\n--b\nContent-Type: text/plain\n\nTo be read\n--b--\n")]
    [InlineData("Content-Type: multipart/alternative; boundary=b\n\n--b\n\n\n--b\nContent-Type: text/enriched\n\n<bold>To be read</bold>\n--b--\n")]
    [InlineData("Content-Type: multipart/signed; boundary=b\n\n--b\nContent-Type: application/pgp-signature\n\nx\n--b\n\nTo be read\n--b--\n")]
    [InlineData("Subject: x\rContent-Type: text/plain\r\rTo be read\r")]
    public async Task The_text_is_shown_wherever_it_lies(string source)
    {
        var message = await EmlFile.ReadAsync(source.Contains('\n') ? Encoding.ASCII.GetBytes(source.ReplaceLineEndings("\r\n")) : Encoding.ASCII.GetBytes(source));

        Assert.Contains("To be read", message.Rendered.Body);
        Assert.DoesNotContain(message.Details.Attachments, file => file.MediaType is "text/html");
    }

    [Fact]
    public async Task A_file_that_is_called_one_stays_one()
    {
        var message = await EmlFile.ReadAsync("Content-Type: text/plain; name=list.txt\nContent-Disposition: attachment; filename=list.txt\n\nx\n");

        Assert.Equal(("list.txt", MessageNotice.Empty), (Assert.Single(message.Details.Attachments).Name, message.Rendered.Notices));
    }

    [Theory]
    [InlineData("\"base64\"", "SGVsbG8=")]
    [InlineData("base-64", "SGVsbG8=")]
    [InlineData("base64 (so it is)", "SGVsbG8=")]
    [InlineData("base64", "Hello, this is not encoded: somebody was wrong.")]
    [InlineData("base64", "<p>Hello, this is not encoded.</p>")]
    [InlineData("base64", "SGVsbG8=\n_______________________________________________\nlist mailing list, https://lists.example/\n")]
    [InlineData("base64", "SGVsbG8sIEdyw7zDn2UgYW4gYWxsZQ==\n____\nlist mailing list, lists.example\n")]
    [InlineData("base64", "! SGVs * bG8= !")]
    [InlineData("\"quoted-printable\"", "=48ello")]
    [InlineData("quoted-printable", "Hel=  \nlo")]
    [InlineData("x-nothing", "Hello")]
    public async Task Text_is_decoded_as_it_was_meant(string encoding, string encoded)
    {
        var body = (await EmlFile.ReadAsync($"Content-Type: text/plain\nContent-Transfer-Encoding: {encoding}\n\n{encoded}\n")).Rendered.Body;

        Assert.Contains("Hello", body);
        Assert.DoesNotContain('\ufffd', body);
        Assert.Equal(encoded.Contains("mailing", StringComparison.Ordinal), body.Contains("list mailing list", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("begin 644 a.txt\n#0V%T\n", "a.txt")]
    [InlineData("=ybegin line=128 size=3 name=a.txt\n\u008d\u008b\u009e\n", "a.txt")]
    public async Task What_stands_below_a_file_that_never_ends_is_still_text(string file, string name)
    {
        var message = await EmlFile.ReadAsync($"Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\nAbove\n{file}Below it is text, and this goes on for more than a line.\nUntil here.\n");

        Assert.Equal(name, Assert.Single(message.Details.Attachments).Name);
        Assert.Contains("Below it is text", message.Rendered.Body);
        Assert.Contains("Until here.", message.Rendered.Body);
    }

    [Theory]
    [InlineData("<html><frameset><frame src=x></frameset><noframes><body>To be <b>read</b></body></noframes></html>")]
    [InlineData("<style>p { color: red } <p>To be read</p>")]
    [InlineData("<title>A title <p>To be read</p>")]
    [InlineData("<xmp>To be read</xmp>")]
    [InlineData("<listing>To be read</listing>")]
    [InlineData("<plaintext>To be read")]
    [InlineData("<marquee>To be read</marquee>")]
    [InlineData("<object data=x><p>To be read</p></object>")]
    public async Task Html_keeps_its_text(string html)
    {
        var message = await EmlFile.ReadAsync("Content-Type: text/html\n\n" + html);

        Assert.Contains("To be read", message.Rendered.Body);
        Assert.Null(CleanDocument.Fault(message.Rendered));
    }

    [Fact]
    public async Task The_plain_text_beside_html_that_shows_nothing_comes_first()
    {
        var message = await EmlFile.ReadAsync("Content-Type: multipart/alternative; boundary=b\n\n--b\n\nTo be read\n--b\nContent-Type: text/html\n\n<style>p{} <p>lost\n--b--\n");

        Assert.Contains("To be read", message.Rendered.Body);
        Assert.DoesNotContain("lost", message.Rendered.Body);
        Assert.Equal(MessageNotice.None, message.Rendered.Notices);
    }

    [Theory]
    [InlineData("filename*=Gr%C3%B6%C3%9Fe.pdf", "Größe.pdf")]
    [InlineData("filename=\"=?utf-8?B?PT91dGYtOD9RP0dyPUMzPUI2PUMzPTlGZT0yRXBkZj89?=\"", "Größe.pdf")]
    [InlineData("filename*=iso-8859-1''Gr%F6%DFe.pdf", "Größe.pdf")]
    public async Task Names_of_files_are_read_however_they_are_encoded(string parameter, string name) =>
        Assert.Equal(name, Assert.Single((await EmlFile.ReadAsync($"Content-Type: application/pdf\nContent-Disposition: attachment; {parameter}\n\nx\n")).Details.Attachments).Name);

    [Theory]
    [InlineData("text/rtf", "text.rtf")]
    [InlineData("application/pdf", "attachment-1.pdf")]
    [InlineData("application/octet-stream", "attachment-1")]
    [InlineData("application/x-msdownload", "attachment-1")]
    public async Task A_file_without_a_name_has_the_ending_of_its_kind(string type, string name) =>
        Assert.Equal(name, Assert.Single((await EmlFile.ReadAsync($"Content-Type: {type}\nContent-Disposition: attachment\n\nx\n")).Details.Attachments).Name);

    [Theory]
    [InlineData("2026-11-26T10:00:00Z")]
    [InlineData("2026-11-26 11:00:00 +01:00")]
    public async Task A_date_may_be_written_as_in_other_formats(string date) =>
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero), (await EmlFile.ReadAsync($"Date: {date}\n\nx\n")).Details.Date);

    [Fact]
    public async Task A_subject_of_nothing_that_can_be_seen_is_none() =>
        Assert.Equal("", (await EmlFile.ReadAsync("Subject: =?utf-8?B?4oCL4oCL?=\n\nx\n")).Details.Subject);
}

using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class KindsOfPartsTests
{
    [Fact]
    public async Task A_message_whose_boundary_is_missing_is_its_text()
    {
        Assert.Contains("Hello", (await EmlFile.ReadAsync("Subject: x\nContent-Type: multipart/mixed\n\nHello\n")).Rendered.Body);
        Assert.Contains("Hello", (await EmlFile.ReadAsync("Subject: x\nContent-Type: multipart/mixed; boundary=one\n\n--two\n\nHello\n--two--\n")).Rendered.Body);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("")]
    [InlineData("; charset=utf-8")]
    public async Task A_type_that_can_t_be_read_is_a_text(string type)
    {
        var message = await EmlFile.ReadAsync($"Content-Type: {type}\n\nHello\n");

        Assert.Contains("Hello", message.Rendered.Body);
        Assert.Empty(message.Details.Attachments);
    }

    [Fact]
    public async Task White_space_at_the_end_of_a_boundary_is_none_of_it()
    {
        var message = await EmlFile.ReadAsync("Content-Type: multipart/mixed; boundary=\"b  \"\n\nbefore\n--b  \nContent-Type: text/plain\n\nThe text\n--b\nContent-Type: application/pdf; name=a.pdf\n\nx\n--b  --\n");

        Assert.Equal("a.pdf", Assert.Single(message.Details.Attachments).Name);
        Assert.Contains("The text", message.Rendered.Body);
        Assert.DoesNotContain("before", message.Rendered.Body);
    }

    [Theory]
    [InlineData("From: Petra <petra@a.example>\nSubject: Plans\nX")]
    [InlineData("From: Petra <petra@a.example>\nSubject: Plans\nReceived")]
    [InlineData("From: Petra <petra@a.example>\nSubject: Plans")]
    public async Task A_header_that_breaks_off_within_a_line_has_its_fields_above_it(string source)
    {
        var message = await EmlFile.ReadAsync(source);

        Assert.Equal(("Plans", "petra@a.example"), (message.Details.Subject, Assert.Single(message.Details.From).Address));
    }

    [Fact]
    public async Task A_message_with_nothing_in_it_says_so() =>
        Assert.Equal(MessageNotice.Empty, (await EmlFile.ReadAsync("")).Rendered.Notices);

    [Fact]
    public async Task Enriched_text_keeps_what_it_makes_bold_and_runs_nothing()
    {
        var message = await EmlFile.ReadAsync("Content-Type: text/enriched\n\n<bold>Now</bold> <<b> is\nthe time\n\n\nfor <color><param>red</param>all</color> <script>alert(1)</script>");

        Assert.Contains("<b>Now</b> &lt;b&gt; is the time<br><br>for all ", message.Rendered.Body);
        Assert.Null(CleanDocument.Fault(message.Rendered));
        Assert.DoesNotContain("red", message.Rendered.Body);
    }

    [Fact]
    public async Task Old_rich_text_breaks_lines_where_it_says()
    {
        var message = await EmlFile.ReadAsync("Content-Type: text/richtext\n\n<bold>Now</bold> is\nthe time<nl>for <lt>all\n");

        Assert.Contains("<b>Now</b> is the time<br>for &lt;all", message.Rendered.Body);
    }

    [Theory]
    [InlineData("text/markdown")]
    [InlineData("text/x-own")]
    public async Task A_text_of_another_kind_is_a_text(string type)
    {
        var message = await EmlFile.ReadAsync($"Content-Type: {type}\n\n# Head\n<b>x</b>");

        Assert.Contains("# Head\n&lt;b&gt;x&lt;/b&gt;", message.Rendered.Body);
        Assert.Empty(message.Details.Attachments);
    }

    [Fact]
    public async Task What_lies_elsewhere_is_named_and_not_fetched()
    {
        var message = await EmlFile.ReadAsync("Content-Type: message/external-body; access-type=anon-ftp; site=\"ftp.firm.example\"; directory=\"/pub\"; name=\"plan.ps\"\n\nContent-Type: application/postscript\n\n");

        Assert.Equal(new PartRemark.Elsewhere("ftp.firm.example/pub/plan.ps"), Assert.Single(message.Remarks));
        Assert.Empty(message.Details.Attachments);
    }

    [Fact]
    public async Task A_piece_of_a_message_says_which()
    {
        var message = await EmlFile.ReadAsync("Content-Type: message/partial; number=2; total=3; id=x\n\nabc\n");

        Assert.Equal(new PartRemark.Piece(2, 3), Assert.Single(message.Remarks));
    }

    [Fact]
    public async Task An_attached_message_opens_and_so_does_the_one_attached_to_it()
    {
        const string Source = """
            Subject: outer
            Content-Type: multipart/mixed; boundary=a

            --a
            Content-Type: text/plain

            Outer text
            --a
            Content-Type: message/rfc822

            Subject: inner
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Inner text
            --b--
            --a--

            """;
        var message = await EmlFile.ReadAsync(Source);

        Assert.True(message.Structure.Find("2")!.OpensAsMessage);
        Assert.Contains("Outer text", message.Rendered.Body);
        Assert.DoesNotContain("Inner text", message.Rendered.Body);
    }

    [Fact]
    public void Messages_within_messages_have_addresses()
    {
        var key = new MessageKey("INBOX", 7, 2);

        Assert.Equal("2", key.Attached("2")!.Value.Within);
        Assert.Equal((key with { Within = "2" }, "1.3"), key.Attached("2")!.Value.Attached("1.3")!.Value.AttachedTo);
        Assert.Null(key.AttachedTo);
        Assert.Null(key.Attached("../2"));
        Assert.Null(key.Attached("2/"));
        Assert.Null((key with { Within = string.Join('/', Enumerable.Repeat("1", 16)) }).Attached("1"));
    }

    [Fact]
    public async Task A_person_can_say_which_character_set_it_is()
    {
        var octets = Encoding.Latin1.GetBytes("Subject: \u00f0\u00d2\u00c9\u00d7\u00c5\u00d4\r\nFrom: \u00e1 <a@b.example>\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n\u00f0\u00d2\u00c9\u00d7\u00c5\u00d4\r\n");

        var chosen = await EmlFile.ReadAsync(octets, "koi8-r");

        Assert.Contains("Привет", chosen.Rendered.Body);
        Assert.Equal("Привет", chosen.Details.Subject);
        Assert.Equal("А", chosen.Details.From[0].Name);
        Assert.Contains("ðÒÉ", (await EmlFile.ReadAsync(octets)).Rendered.Body);
    }

    [Fact]
    public void Every_character_set_that_is_offered_is_known()
    {
        Assert.All(CharacterSet.Offered, one => Assert.NotNull(TextDecoder.Chosen(one.Name)));
        Assert.Null(CharacterSet.Find("utf-7"));
        Assert.Equal(CharacterSet.Offered.Length, CharacterSet.Offered.DistinctBy(one => one.Name).Count());
    }

    [Fact]
    public void Recipients_that_are_not_read_are_counted()
    {
        var field = "To: \"One, Person\" <p@q.example> (a, b)," + string.Join(",\r\n ", Enumerable.Range(0, 100_000).Select(i => $"\"No. {i}, x\" <a{i}@b.example>"));

        var details = MessageDetails.Read(WholeMessage.Parse(new MemoryStream(Encoding.ASCII.GetBytes(field + "\r\nSubject: Hello\r\n\r\n")), TestContext.Current.CancellationToken).Headers, []);

        Assert.Equal(MessageDetails.MaxRecipients, details.To.Length);
        Assert.Equal(100_001, details.To.Length + details.MoreRecipients);
        Assert.Equal("Hello", details.Subject);
    }
}

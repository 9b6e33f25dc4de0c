using System.Text;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Packed;

namespace Webmail.Engine.Tests.Reading;

public sealed class PackedPartsTests
{
    private static readonly byte[] Plan = Encoding.ASCII.GetBytes("the plan of the house");

    private static string Names(ReadMessage message) => string.Join(' ', message.Details.Attachments.Select(file => file.Name));

    [Fact]
    public async Task What_Outlook_packed_into_winmail_dat_is_attached()
    {
        var message = await EmlFile.ReadAsync(Mixed("Content-Type: application/ms-tnef; name=winmail.dat", Winmail.With(("plan.pdf", Plan), ("Gr\u00fc\u00dfe.txt", Plan))));

        Assert.Equal("plan.pdf Grüße.txt", Names(message));
        Assert.Contains("The text", message.Rendered.Body);
    }

    [Fact]
    public async Task A_broken_winmail_dat_stays_the_file_that_it_is()
    {
        var whole = Winmail.With(("plan.pdf", Plan));
        Assert.Equal("winmail.dat", Names(await EmlFile.ReadAsync(Mixed("Content-Type: application/ms-tnef; name=winmail.dat", Encoding.ASCII.GetBytes("no such thing")))));
        // Wherever it breaks off: what is there is read, and nothing is thrown.
        for (var length = 0; length < whole.Length; length += 3)
            Assert.Single((await EmlFile.ReadAsync(Mixed("Content-Type: application/ms-tnef; name=winmail.dat", whole[..length]))).Details.Attachments);
    }

    [Fact]
    public async Task A_uuencoded_file_is_taken_out_of_the_text()
    {
        var message = await EmlFile.ReadAsync("Subject: x\n\nBefore\nbegin 644 cat.txt\n#0V%T\n`\nend\nAfter\n");

        Assert.Equal("cat.txt", Names(message));
        Assert.Equal(3, message.Details.Attachments[0].Octets);
        Assert.Contains("Before\nAfter", message.Rendered.Body);
    }

    [Fact]
    public async Task Several_files_and_a_lost_end_are_no_trouble()
    {
        var message = await EmlFile.ReadAsync("Subject: x\n\nbegin 644 a.txt\n#0V%T\n`\nend\nbetween\nbegin 0755 b c.txt\n#0V%T\n");

        Assert.Equal("a.txt b c.txt", Names(message));
        Assert.Contains("between", message.Rendered.Body);
    }

    [Theory]
    [InlineData("begin 644 with care, said she.\nand then came the answer, which was long\n")]
    [InlineData("begin at the beginning\n#0V%T\n")]
    [InlineData("=ybegin is a word of yEnc\n")]
    [InlineData("begin 644 x")]
    public async Task A_sentence_is_no_file(string text)
    {
        var message = await EmlFile.ReadAsync("Subject: x\n\n" + text);

        Assert.Empty(message.Details.Attachments);
        Assert.Contains(text.Split('\n')[0], message.Rendered.Body);
    }

    [Fact]
    public async Task A_yEnc_file_is_taken_out_of_the_text()
    {
        byte[] content = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var encoded = new StringBuilder();
        foreach (var octet in content.Select(octet => (byte)(octet + 42)))
            encoded.Append(octet is 0 or 10 or 13 or (byte)'=' ? $"={(char)(byte)(octet + 64)}" : ((char)octet).ToString());
        var source = "Subject: x\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 8bit\r\n\r\nHi\r\n"
            + $"=ybegin line=128 size=256 name=all octets.bin\r\n{encoded}\r\n=yend size=256\r\n";

        var message = await EmlFile.ReadAsync(Encoding.Latin1.GetBytes(source));

        Assert.Equal("all octets.bin", Names(message));
        Assert.Equal(content, await ContentAsync(Encoding.Latin1.GetBytes(source), message.Structure.Find("2")!));
        Assert.DoesNotContain("ybegin", message.Rendered.Body);
    }

    [Fact]
    public async Task Each_file_comes_out_as_it_went_in()
    {
        var source = Mixed("Content-Type: application/ms-tnef; name=winmail.dat", Winmail.With(("a.pdf", Plan), ("b.pdf", [1, 2, 3])));
        var message = await EmlFile.ReadAsync(source);

        Assert.Equal(Plan, await ContentAsync(Encoding.Latin1.GetBytes(source.ReplaceLineEndings("\r\n")), message.Structure.Find(message.Details.Attachments[0].Section)!));
        Assert.Equal([1, 2, 3], await ContentAsync(Encoding.Latin1.GetBytes(source.ReplaceLineEndings("\r\n")), message.Structure.Find(message.Details.Attachments[1].Section)!));
    }

    [Fact]
    public async Task A_Macintosh_file_is_one_file()
    {
        var message = await EmlFile.ReadAsync("""
            Content-Type: multipart/appledouble; boundary=b

            --b
            Content-Type: application/applefile; name="%Letter"

            x
            --b
            Content-Type: application/msword; name="Letter"

            y
            --b--

            """);

        Assert.Equal("Letter", Names(message));
    }

    private static async Task<byte[]> ContentAsync(byte[] source, PartNode part)
    {
        using var opened = new OpenedParts((_, token) => Task.FromResult(WholeMessage.BodyOf(WholeMessage.Parse(new MemoryStream(source), token))));
        using var target = new MemoryStream();
        await opened.CopyAsync(part, target, TestContext.Current.CancellationToken);
        return target.ToArray();
    }

    private static string Mixed(string type, byte[] content) =>
        $"""
        Subject: x
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        The text
        --b
        {type}
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}
        --b--

        """;
}

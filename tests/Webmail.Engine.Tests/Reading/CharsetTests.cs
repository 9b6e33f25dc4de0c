using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Text whose character set is named wrongly, oddly, twice or not at all.</summary>
public sealed class CharsetTests
{
    private const string German = "Sehr geehrte Damen, f\u00fcr die \u00dcbersicht der Gr\u00f6\u00dfen sch\u00f6nen Dank.";
    private const string Russian = "Привет, мир. Встреча завтра.";
    private const string Japanese = "こんにちは、世界。会議は明日です。";

    [Theory]
    [InlineData("utf-8", "iso-8859-1", German)]
    [InlineData("iso-8859-1", "utf-8", German)]
    [InlineData("windows-1252", "utf-8", German)]
    [InlineData("iso-8859-15", "utf-8", German)]
    [InlineData("windows-1251", "utf-8", Russian)]
    [InlineData("koi8-r", "utf-8", Russian)]
    [InlineData("gb2312", "utf-8", Japanese)]
    [InlineData("shift_jis", "utf-8", Japanese)]
    [InlineData("us-ascii", "iso-2022-jp", Japanese)]
    [InlineData("utf-8", "iso-2022-jp", Japanese)]
    [InlineData("utf-16", "utf-8", German)]
    [InlineData("utf-16", "utf-16BE", German)]
    [InlineData("utf-8", "utf-16LE", German)]
    [InlineData("nonsense", "utf-16BE", German)]
    public void What_the_octets_are_counts_more_than_what_is_said_of_them(string named, string written, string text) => Assert.Equal(text, Decode(written, text, named));

    [Theory]
    [InlineData("windows-1251", Russian)]
    [InlineData("koi8-r", Russian)]
    [InlineData("gb18030", "你好，世界。会议在明天。")]
    [InlineData("shift_jis", Japanese)]
    [InlineData("euc-jp", Japanese)]
    [InlineData("big5", "你好，世界。")]
    [InlineData("windows-1253", "Καλημέρα κόσμε")]
    [InlineData("utf-16LE", "一二三、日一十大年中会人本")]
    [InlineData("utf-16", "一二三、日一十大年中会人本")]
    [InlineData("hz-gb-2312", "你好")]
    [InlineData("windows-1252", "Ã¤")]
    public void What_is_said_counts_where_the_octets_do_not_speak_against_it(string charset, string text) => Assert.Equal(text, Decode(charset, text, charset));

    [Fact]
    public void Utf8_with_a_fault_is_still_utf8() =>
        Assert.Equal("Grüße an die Gäste: Gr\ufffdße", TextDecoder.Decode([.. "Grüße an die Gäste: Gr"u8, 0xfc, .. "ße"u8], Encoding.UTF8, isHtml: false, cut: false));

    [Fact]
    public void A_cut_within_a_letter_makes_nothing_else_of_the_text() =>
        Assert.StartsWith("Grüße und Kü", TextDecoder.Decode("Grüße und Küsse ü"u8[..^1], null, isHtml: false, cut: true));

    [Theory]
    [InlineData("windows-31j", 932, "㈱①髙")]
    [InlineData("ks_c_5601-1987", 949, "똠방각하")]
    [InlineData("x-windows-949", 949, "똠방각하")]
    [InlineData("x-mac-roman", 10000, "Grüße über")]
    [InlineData("win-1251", 1251, "Привет мир")]
    [InlineData("iso-8859-8-e", 28598, "שלום")]
    [InlineData("unicode", 1200, "Grüße")]
    [InlineData("ucs-2", 1201, "Grüße")]
    [InlineData("iso-2022-jp-2", 50220, "こんにちは")]
    [InlineData("gb2312", 54936, "你好镕😀")]
    public void Names_that_only_programs_know_are_known(string name, int codePage, string text) =>
        Assert.Equal(text, TextDecoder.Decode(Encoding.GetEncoding(codePage).GetBytes(text), CharsetNames.Find(name), isHtml: false, cut: false));

    [Theory]
    [InlineData("text/plain; charset=us-ascii; charset=koi8-r")]
    [InlineData("text/plain charset=koi8-r")]
    [InlineData("text/plain: charset=koi8-r")]
    [InlineData("text/plain; charset (which)=koi8-r (yes)")]
    public async Task It_is_found_in_a_field_that_is_broken(string field)
    {
        var message = await EmlFile.ReadAsync([.. Encoding.ASCII.GetBytes($"Content-Type: {field}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"), .. Encoding.GetEncoding("koi8-r").GetBytes(Russian)]);

        Assert.Contains("Привет", message.Rendered.Body);
    }

    [Theory]
    [InlineData("", "<meta charset=windows-1251>")]
    [InlineData("; charset=us-ascii", "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">")]
    [InlineData("", "<style>p { color: red } /* a sheet that is longer than what is looked at first */</style><meta charset=\"windows-1251\">")]
    [InlineData("", "<?xml version=\"1.0\" encoding=\"windows-1251\"?>")]
    public async Task An_html_document_may_name_its_own(string parameter, string head)
    {
        var message = await EmlFile.ReadAsync([.. Encoding.ASCII.GetBytes($"Content-Type: text/html{parameter}\r\n\r\n{head.Replace(" /*", new string(' ', 1_500) + "/*", StringComparison.Ordinal)}<p>"), .. Encoding.GetEncoding(1251).GetBytes(Russian)]);

        Assert.Contains("Привет", message.Rendered.Body);
    }

    [Fact]
    public async Task A_document_that_says_utf16_of_itself_in_ascii_is_not() =>
        Assert.Contains("Hello", (await EmlFile.ReadAsync("Content-Type: text/html\r\n\r\n<meta charset=utf-16><p>Hello")).Rendered.Body);

    [Fact]
    public async Task A_header_that_is_not_encoded_is_in_the_set_of_the_text()
    {
        var message = await EmlFile.ReadAsync(Encoding.GetEncoding(1251).GetBytes($"From: Иван <a@b.example>\r\nSubject: {Russian}\r\nContent-Type: text/plain; charset=windows-1251\r\n\r\n{Russian}\r\n"));

        Assert.Equal(Russian, message.Details.Subject);
        Assert.Equal("Иван", message.Details.From[0].Name);
    }

    private static string Decode(string written, string text, string named) =>
        TextDecoder.Decode(CharsetNames.Find(written)!.GetBytes(text), CharsetNames.Find(named), isHtml: false, cut: false);
}

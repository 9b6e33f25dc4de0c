using System.Text;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Tests.Sieve;

public sealed class SieveScriptTests
{
    [Theory]
    [MemberData(nameof(ScriptSamples.Names), MemberType = typeof(ScriptSamples))]
    public void A_script_is_written_as_it_was_read(string name)
    {
        foreach (var text in (string[])[ScriptSamples.All[name], ScriptSamples.All[name].ReplaceLineEndings("\r\n"), "\uFEFF" + ScriptSamples.All[name]])
            Assert.Equal(text, Parse(text).ToString());
    }

    [Fact]
    public void There_are_more_than_120_scripts_to_prove_it_with() => Assert.True(ScriptSamples.All.Count >= 120, $"{ScriptSamples.All.Count}");

    [Theory]
    [InlineData("keep", SieveFault.ExpectedEndOfCommand, 1, 5, "")]
    [InlineData("keep;\nif true { keep;", SieveFault.UnclosedBlock, 2, 9, "{")]
    [InlineData("keep;\r\n  }", SieveFault.ExpectedCommand, 2, 3, "}")]
    [InlineData("if anyof (true; false) { }", SieveFault.ExpectedCommaOrEnd, 1, 15, ";")]
    [InlineData("if anyof (true, ) { }", SieveFault.ExpectedTest, 1, 17, ")")]
    [InlineData("if anyof () { }", SieveFault.ExpectedTest, 1, 11, ")")]
    [InlineData("redirect \"a@b;\nkeep;", SieveFault.UnclosedString, 1, 10, "\"a@b;\nkeep;")]
    [InlineData("keep; /* never ends", SieveFault.UnclosedComment, 1, 7, "/* never ends")]
    [InlineData("reject text:\nfor ever\n", SieveFault.UnclosedText, 1, 8, "text:")]
    [InlineData("reject text: x\n.\n;", SieveFault.UnexpectedCharacter, 1, 14, "x")]
    [InlineData("if size :over 12x { }", SieveFault.BadNumber, 1, 15, "12x")]
    [InlineData("if size :over 99999999999999999999 { }", SieveFault.BadNumber, 1, 15, "99999999999999999999 ")]
    [InlineData("if header :is [\"a\" \"b\"] { }", SieveFault.ExpectedCommaOrEnd, 1, 20, "\"b\"")]
    [InlineData("if header :is [\"a\",] { }", SieveFault.ExpectedString, 1, 20, "]")]
    [InlineData("if header :is [5] { }", SieveFault.ExpectedString, 1, 16, "5")]
    [InlineData("keep;\n§", SieveFault.UnexpectedCharacter, 2, 1, "§")]
    [InlineData("keep\0;", SieveFault.UnexpectedCharacter, 1, 5, "\0")]
    [InlineData("keep \"\0\";", SieveFault.UnexpectedCharacter, 1, 7, "\0")]
    public void What_is_wrong_is_named_with_its_place(string text, SieveFault fault, int line, int column, string found)
    {
        Assert.False(SieveScript.TryParse(text, out _, out var error));
        Assert.Equal((fault, line, column, found), (error.Fault, error.Position.Line, error.Position.Column, error.Found));
    }

    [Fact]
    public void Blocks_and_tests_nest_as_deep_as_servers_take_them_and_no_deeper()
    {
        Assert.True(SieveScript.TryParse(Blocks(SieveScript.MaxNesting), out _, out _));
        Assert.False(SieveScript.TryParse(Blocks(SieveScript.MaxNesting + 1), out _, out var tooDeep));
        Assert.Equal(SieveFault.NestedTooDeep, tooDeep.Fault);
        Assert.False(SieveScript.TryParse($"if {string.Concat(Enumerable.Repeat("not ", 100_000))} true {{}}", out _, out tooDeep));
        Assert.Equal(SieveFault.NestedTooDeep, tooDeep.Fault);

        static string Blocks(int depth) => string.Concat(Enumerable.Repeat("if true {", depth)) + new string('}', depth);
    }

    [Fact]
    public void A_script_of_a_megabyte_is_read_and_a_longer_one_than_that_is_refused_at_once()
    {
        var rule = "# rule:[x]\nif header :contains \"subject\" [\"a\", \"b\"] { fileinto \"A\"; }\n";
        var text = string.Concat(Enumerable.Repeat(rule, 1024 * 1024 / rule.Length));
        Assert.Equal(text, Parse(text).ToString());
        Assert.False(SieveScript.TryParse(new string(' ', SieveScript.MaxLength + 1), out _, out var error));
        Assert.Equal(SieveFault.TooLong, error.Fault);
    }

    [Fact]
    public void A_string_means_what_is_between_the_marks()
    {
        var values = Parse("x \"a\\\"b\\\\c\\d\" text:\r\n..dot\r\n..\r\nx\r\n.\r\n [\"l\", \"m\"];").Commands[0].Arguments.Cast<SieveArgument.Strings>().SelectMany(argument => argument.Values);
        Assert.Equal(["a\"b\\cd", ".dot\r\n.\r\nx\r\n", "l", "m"], values);
    }

    [Theory]
    [InlineData("\"; discard; #")]
    [InlineData("\\\"; discard; #")]
    [InlineData("a\r\n.\r\n; discard; text:")]
    [InlineData("ends with \\")]
    [InlineData(".\n..\n...")]
    public void Nothing_in_a_string_can_end_it(string value)
    {
        var script = Parse($"x {SieveString.Quote(value)} [{SieveString.Quote(value)}] {SieveString.Text(value, "\r\n")} ;");
        var arguments = Assert.Single(script.Commands).Arguments.Cast<SieveArgument.Strings>().Select(argument => argument.Values.Single()).ToList();
        Assert.Equal([value, value], arguments[..2]);
        Assert.Equal(value.ReplaceLineEndings("\r\n"), arguments[2].TrimEnd('\r', '\n'));
    }

    [Fact]
    public void Octets_that_are_no_text_survive()
    {
        byte[] octets = [.. "# Gr"u8, 0xFC, 0xDF, .. "e "u8, 0xC3, .. "\nkeep; # ü 🎉"u8, 0xF0, 0x9F, 0xED, 0xB2, 0x80];
        var text = SieveText.Decode(octets);
        Assert.True(SieveText.HasForeignOctets(text));
        Assert.Equal(octets, SieveText.Encode(Parse(text).ToString()));
        Assert.False(SieveText.HasForeignOctets(SieveText.Decode("ü 🎉 \U000100FF"u8)));
    }

    [Theory]
    [InlineData("fileinto \"a\";", "fileinto")]
    [InlineData("if true { fileinto :copy :create \"a\"; }", "copy fileinto mailbox")]
    [InlineData("if not allof (envelope \"from\" \"a\", header :value \"ge\" :comparator \"i;ascii-numeric\" \"a\" \"1\") { keep; }", "comparator-i;ascii-numeric envelope relational")]
    [InlineData("if address :comparator \"i;octet\" :detail :regex \"to\" \"a\" { keep :flags \"x\"; }", "imap4flags regex subaddress")]
    [InlineData("vacation :seconds 5 :fcc \"a\" \"b\";", "fcc vacation vacation-seconds")]
    [InlineData("if duplicate :last :seconds 5 { stop; }", "duplicate")]
    [InlineData("if date :index 1 :last \"date\" \"hour\" \"1\" { stop; }", "date index")]
    [InlineData("if spamtest :percent :is \"1\" { stop; }", "spamtest spamtestplus")]
    [InlineData("if header :mime :anychild :is \"a\" \"b\" { keep; stop; discard; redirect \"a\"; }", "mime")]
    public void The_extensions_that_a_script_uses_are_known(string text, string extensions) =>
        Assert.Equal(extensions.Split(' '), SieveExtensions.UsedBy(Parse(text).Commands).Order(StringComparer.Ordinal));

    [Fact]
    public void Positions_count_lines_by_every_kind_of_end()
    {
        Assert.False(SieveScript.TryParse("keep;\rkeep;\r\nkeep;\n\"a\nb\"", out _, out var error));
        Assert.Equal(4, error.Position.Line);
        Assert.Equal(19, error.Position.Offset);
    }

    [Fact]
    public void Encoding_refuses_half_a_character() => Assert.Throws<EncoderFallbackException>(() => SieveText.Encode("\uD83C"));

    private static SieveScript Parse(string text)
    {
        Assert.True(SieveScript.TryParse(text, out var script, out var error), $"{error}");
        return script;
    }
}

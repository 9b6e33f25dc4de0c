using System.Text;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

public sealed class FlowedWriterTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("")]
    [InlineData("one\n\ntwo\n")]
    [InlineData(" indented\n  twice\n> quoted\n> > deeper\n>")]
    [InlineData("From here on\n-- \nAnna")]
    [InlineData("a run   of    spaces in a line that is so long that it has to be wrapped    exactly there, where they are")]
    public void A_reader_gets_back_what_was_written(string text) => Assert.Equal(Read(text), ReadBack(text));

    [Theory]
    [InlineData("word ", 200)]
    [InlineData("> word word ", 1)]
    [InlineData("Wörter ", 300)]
    [InlineData("x", 400)]
    [InlineData("שלום ", 120)]
    public void A_long_line_is_one_line_again(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)).Trim();

        Assert.Equal(Read(text), ReadBack(text));
        if (piece.Contains(' '))
            Assert.All(FlowedWriter.Write(text).Split("\r\n"), line => Assert.True(line.Length <= 78, line));
    }

    [Fact]
    public void Quoted_lines_are_wrapped_within_their_marks()
    {
        var written = FlowedWriter.Write("> > " + string.Concat(Enumerable.Repeat("quoted ", 40)).Trim()).TrimEnd().Split("\r\n");

        Assert.True(written.Length > 3);
        Assert.All(written, line => Assert.StartsWith(">> quoted", line));
    }

    private static IEnumerable<string> Read(string text) =>
        text.Split('\n').Select(line => line is "-- " ? line : line.StartsWith('>') ? line.Replace("> >", ">>").TrimEnd() : line.TrimEnd(' '));

    private static IEnumerable<string> ReadBack(string text)
    {
        var written = FlowedWriter.Write(text);
        var lines = FlowedText.Read(new TextSection(false, written[..^2], IsFlowed: true));
        return lines.Select(line => new StringBuilder().Append('>', line.Depth).Append(line.Depth > 0 && line.Text.Length > 0 ? " " : "").Append(line.Text).ToString());
    }
}

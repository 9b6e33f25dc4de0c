using System.Diagnostics;
using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading.Html;

/// <summary>HTML that is made to be slow or large: the text is shown, and a word says so.</summary>
public sealed class PathologicalTests
{
    // Several times what it takes on an idle machine: the tests share two cores.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Worst = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Kinds => ["nested tables", "nested inline", "many elements", "nested lists"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Five_megabytes_are_shown_as_text_in_time(string kind)
    {
        var html = "the text" + kind switch
        {
            "nested tables" => string.Concat(Enumerable.Repeat("<table><tr><td>", 350_000)),
            "nested inline" => string.Concat(Enumerable.Repeat("<b><i><font color=red>", 230_000)),
            "many elements" => string.Concat(Enumerable.Repeat("<p>", 1_700_000)),
            _ => string.Concat(Enumerable.Repeat("<ul><li>", 640_000)),
        };
        Assert.True(html.Length > 5_000_000);
        var started = Stopwatch.GetTimestamp();

        var message = MessageRenderer.Render(EmlFile.Read(Encoding.ASCII.GetBytes($"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{html}")).Content);

        Assert.True(message.Notices.HasFlag(MessageNotice.ShownAsText));
        Assert.True(message.Notices.HasFlag(MessageNotice.Cut));
        Assert.Contains("the text", message.Body);
        Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"{Stopwatch.GetElapsedTime(started)}");
    }

    [Theory]
    [InlineData("<span>x</span> y ")]
    [InlineData("<img src=https://a.example/x.png alt=x>")]
    [InlineData("<button>x</button>")]
    [InlineData("<tr><td>x")]
    public void Tens_of_thousands_of_elements_beside_each_other_are_shown_as_text_in_time(string one)
    {
        var html = "the text<table>" + string.Concat(Enumerable.Repeat(one, 28_000));
        var started = Stopwatch.GetTimestamp();

        var message = MessageRenderer.Render(new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded));

        Assert.True(message.Notices.HasFlag(MessageNotice.ShownAsText));
        Assert.Contains("the text", message.Body);
        Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"{Stopwatch.GetElapsedTime(started)}");
    }

    [Fact]
    public void A_list_of_thousands_of_lines_is_shown_as_it_is() =>
        Assert.Equal(MessageNotice.None, MessageRenderer.Render(new MessageContent([new TextSection(true, string.Concat(Enumerable.Repeat("a line<br>\n", 9_000)))], MessageContent.Nothing.Embedded)).Notices);

    [Fact]
    public void Space_between_empty_cells_does_not_use_up_what_is_shown()
    {
        var html = string.Concat(Enumerable.Repeat("<table><tr><td>", 130_000)) + "the text";

        Assert.Contains("the text", MessageRenderer.Render(new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded)).Body);
    }

    [Fact]
    public async Task The_worst_message_of_the_corpus_is_rendered_in_less_than_two_seconds()
    {
        var (worst, slowest) = (TimeSpan.Zero, "");
        foreach (var file in Directory.EnumerateFiles(Corpus.Require("eml"), "*.eml", SearchOption.AllDirectories))
        {
            var octets = File.ReadAllBytes(file);
            if (await Timing.BestAsync(Worst, () => MessageRenderer.Render(EmlFile.Read(octets).Content)) is var time && time > worst)
                (worst, slowest) = (time, Path.GetFileName(file));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"slowest: {slowest}, {worst.TotalMilliseconds:0} ms");
        Assert.True(worst < Worst, $"{slowest}: {worst}");
    }
}

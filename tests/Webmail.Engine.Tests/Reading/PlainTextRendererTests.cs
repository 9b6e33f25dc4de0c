using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class PlainTextRendererTests
{
    private static string Render(string text, bool flowed = false, bool delsp = false) =>
        PlainTextRenderer.Render(new TextSection(false, text, flowed, delsp), out _)["<div class=\"wm-text\" dir=\"auto\">".Length..^"</div>".Length];

    [Fact]
    public void Text_is_encoded() =>
        Assert.Equal("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;", Render("<script>alert(1)</script> & \"x\""));

    [Fact]
    public void What_the_end_of_a_sentence_leaves_of_a_link_is_none() => Assert.DoesNotContain("<a", Render("see www.__ and www..."));

    [Fact]
    public void A_control_character_does_not_become_another_one() => Assert.Equal("a\uFFFDb", Render("a\u0080b"));

    [Theory]
    [InlineData("see https://a.example/b?c=1&d=2.", "<a href=\"https://a.example/b?c=1&amp;d=2\" target=\"_blank\" rel=\"noopener noreferrer\">https://a.example/b?c=1&amp;d=2</a>.")]
    [InlineData("(www.a.example/x_(y))", "<a href=\"http://www.a.example/x_(y)\"")]
    [InlineData("write to me@a.example, now", "<a href=\"mailto:me@a.example\"")]
    [InlineData("https://grün.example/ä", ">https://grün.example/ä</a>")]
    public void Addresses_become_links(string text, string expected) => Assert.Contains(expected, Render(text));

    [Theory]
    [InlineData("https://a.example/\"onmouseover=alert(1)")]
    [InlineData("http://a'b<script>@x.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("\"<img/src=x>\"@a.example")]
    [InlineData("https://a.example/&quot;&gt;<svg/onload=alert(1)>")]
    public void Links_are_no_way_out(string text) =>
        Assert.Null(CleanDocument.Fault(MessageRenderer.Render(new MessageContent([new TextSection(false, text)], MessageContent.Nothing.Embedded))));

    [Fact]
    public void Flowed_lines_are_joined_and_quotes_keep_their_depth()
    {
        Assert.Equal("one two\nthree", Render("one \r\ntwo\r\nthree", flowed: true));
        Assert.Equal("onetwo", Render("one \r\ntwo", flowed: true, delsp: true));
        Assert.Equal("&gt;From", Render(" >From", flowed: true));
    }

    [Fact]
    public void What_is_drawn_keeps_its_place_and_the_rest_is_text()
    {
        Assert.Equal(
            "The list:\n\n<div class=\"wm-drawn\">Item        Price\n-----------------\nSeed         49.00</div>\nDear Petra,\nmany thanks.",
            Render("The list:\n\nItem        Price\n-----------------\nSeed         49.00\n\nDear Petra,\nmany thanks."));
        Assert.Equal("<blockquote><div class=\"wm-drawn\">| a | b |\n| 1 | 2 |</div></blockquote>Yes   indeed.", Render("> | a | b |\n> | 1 | 2 |\nYes   indeed."));
        Assert.DoesNotContain("wm-drawn", Render("Hello,   Petra.\nHow are you?\nAnd the others?\n\nBest\n-----"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_quote_at_the_end_is_folded_with_its_introduction()
    {
        var html = Render("Thanks.\n\nOn Mon, 1 Jan 2026, X <x@a.example> wrote:\n> old\n>> older\n\n-- \nPetra");

        Assert.Matches("^Thanks\\.\n<details class=\"wm-quote\"><summary></summary>On Mon.*<blockquote>old<blockquote>older</blockquote></blockquote></details>.*<div class=\"wm-signature\">-- \nPetra</div>$".Replace("\n", "\\s*"), html.Replace("\n", " "));
    }

    [Fact]
    public void A_quote_between_answers_stays_open()
    {
        var html = Render("> question one\nanswer\n> question two\nanswer");

        Assert.Equal("<blockquote>question one</blockquote>answer<blockquote>question two</blockquote>answer", html);
    }

    [Fact]
    public void An_original_below_a_separator_is_folded() =>
        Assert.StartsWith("Hi\n<details", Render("Hi\n\n-----Ursprüngliche Nachricht-----\nVon: X\ntext").Replace("\n\n", "\n"));

    [Fact]
    public void A_message_of_only_a_quote_stays_open() => Assert.DoesNotContain("<details", Render("> a\n> b\n"));

    [Fact]
    public void Endless_lines_are_cut()
    {
        PlainTextRenderer.Render(new TextSection(false, new string('\n', 400_000) + "x"), out var cut);
        Assert.True(cut);
    }

    [Fact]
    public void A_long_word_takes_no_time_to_speak_of()
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Render(new string('a', 1_000_000) + ":");
        Render(string.Concat(Enumerable.Repeat("a@", 300_000)));
        Render(string.Concat(Enumerable.Repeat("http://", 100_000)));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }
}

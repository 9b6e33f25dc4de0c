using System.Diagnostics;
using System.Globalization;
using Bunit;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.List;
using Webmail.Web.UI.Filters.Source;

namespace Webmail.Web.Tests.UI.Filters;

/// <summary>The script as text: its editor, its differences, and blocks that are too long to be read.</summary>
public sealed class ScriptSourceTests : ShellTest
{
    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    public void The_editor_gives_its_module_every_word_and_its_buttons_have_names(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(language);
        var module = JSInterop.SetupModule("./js/script-page.js");
        module.Mode = JSRuntimeMode.Loose;
        var editor = Render<ScriptEditor>();

        var given = Assert.Single(module.Invocations["start"]).Arguments[1]!;
        foreach (var words in (string[])["texts", "phrases"])
        {
            var texts = Assert.IsType<Dictionary<string, string>>(given.GetType().GetProperty(words)!.GetValue(given));
            Assert.All(texts, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
            Assert.All(texts.Values, text => Assert.DoesNotContain('_', text));
        }

        Assert.All(editor.FindAll("button,input,ol,[role=toolbar]"), one => Assert.False(string.IsNullOrWhiteSpace(one.GetAttribute("aria-label") ?? one.ParentElement!.TextContent)));
        Assert.Equal("status", editor.Find("[data-part=said]").GetAttribute("role"));
    }

    [Fact]
    public void A_difference_shows_what_goes_what_comes_and_what_stands_beside_it()
    {
        var difference = Difference("one\r\ntwo\r\nthree\r\nfour\r\nfive\r\nsix\r\nseven\r\n", "one\r\ntwo\r\nthree\r\nfour\r\nfive\r\n6\r\nseven\r\n");
        Assert.Equal(["three", "four", "five", "six", "6", "seven", ""], Lines(difference, ".diff > div"));
        Assert.Equal(["six"], Lines(difference, ".del"));
        Assert.Equal(["6"], Lines(difference, ".ins"));
        Assert.Equal(["goes:", "new:"], difference.FindAll(".sr").Select(line => line.TextContent.Trim()));
        Assert.Empty(Difference("a\nb", "a\r\nb").FindAll(".diff"));
        Assert.Equal(["b"], Lines(Difference("a\nc", "a\nb\nc"), ".ins"));
    }

    [Fact]
    public void Two_scripts_of_a_megabyte_with_nothing_in_common_are_shown_at_once_and_cut()
    {
        string Script(string word) => string.Concat(Enumerable.Range(0, 40_000).Select(i => $"# {word} is line {i}\n"));
        var watch = Stopwatch.StartNew();
        var difference = Difference(Script("this"), Script("that"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        Assert.Equal(400, difference.FindAll(".diff > div").Count);
        Assert.Contains("400", difference.Find(".hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_block_of_a_megabyte_the_beginning_is_shown_and_all_of_it_is_kept()
    {
        var source = $"if true {{ keep; }} else {{\n{string.Concat(Enumerable.Repeat("# filling of a long block\n", 40_000))} stop; }}\n";
        Assert.True(FilterScript.TryRead("# webmail:filter \"one\"\nif header :contains \"Subject\" \"a\" { keep; }\n" + source, out var script, out _));
        var shown = Render<LockedBlock>(parameters => parameters.Add(one => one.Entry, script.Entries[1]));
        Assert.Equal(20_000, shown.Find("pre").TextContent.Length);
        Assert.NotEmpty(shown.FindAll(".hint"));
        Assert.True(FilterScript.TryRead("\r\nif true { keep; } else { stop; }\r\n\r\n", out var brief, out _));
        Assert.Empty(Render<LockedBlock>(parameters => parameters.Add(one => one.Entry, brief.Entries[0])).FindAll(".hint"));
        Assert.EndsWith(source, script.Replace(0, Assert.IsType<FilterEntry.Known>(script.Entries[0]).Rule with { Name = "other" }, new SieveFeatures(["fileinto"], [], null)).Text, StringComparison.Ordinal);
    }

    private static List<string> Lines(IRenderedComponent<ScriptDifference> difference, string selector) =>
        [.. difference.FindAll(selector).Select(line => line.LastElementChild?.TextContent ?? line.TextContent)];

    private IRenderedComponent<ScriptDifference> Difference(string before, string after) =>
        Render<ScriptDifference>(parameters => parameters.Add(one => one.Before, before).Add(one => one.After, after));
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

/// <summary>The text that is shown of every message of the corpus, against Python's <c>email</c>. See docs/second-parser.md.</summary>
public sealed partial class SecondParserTests(ITestOutputHelper output)
{
    /// <summary>Reads every message of a folder and says what its text is, one JSON object a line.</summary>
    private const string Reader = """
        import email, email.policy, json, pathlib, sys

        root = pathlib.Path(sys.argv[1])
        for path in sorted(root.rglob('*.eml')):
            found = {'name': str(path.relative_to(root))}
            try:
                message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                body = message.get_body(('plain', 'html'))
                found['html'] = body is not None and body.get_content_type() == 'text/html'
                found['text'] = body.get_content() if body is not None else None
            except Exception as fault:
                found['fault'] = type(fault).__name__
            print(json.dumps(found))
        """;

    [Fact]
    public async Task The_text_of_every_message_is_what_another_parser_reads_or_it_is_known_why_not()
    {
        var folder = Corpus.Require("eml");
        var (same, unread, none) = (0, 0, 0);
        var differences = new List<string>();
        foreach (var other in await ReadAsync(folder))
        {
            var name = other.GetProperty("name").GetString()!;
            if (other.TryGetProperty("fault", out _))
                unread++;
            else if (other.GetProperty("text").GetString() is not { } text)
                none++;
            // What it could not read it says by this character.
            else if (text.Contains('\uFFFD'))
                unread++;
            else if (await IsSameAsync(Path.Combine(folder, name), text, other.GetProperty("html").GetBoolean()))
                same++;
            else
                differences.Add(name);
        }
        output.WriteLine($"{same} the same, {differences.Count} different, {none} without a text there, {unread} not read there.");
        output.WriteLine(string.Join('\n', differences));
        Assert.True(same > 700, $"Only {same} are the same.");
        // Each of them stands in docs/second-parser.md, and nothing that is the same does.
        Assert.Equal(Known().Order(StringComparer.Ordinal), differences.Order(StringComparer.Ordinal));
    }

    private static async Task<bool> IsSameAsync(string file, string text, bool isHtml)
    {
        var source = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        using var message = WholeMessage.Parse(new MemoryStream(source), TestContext.Current.CancellationToken);
        var body = WholeMessage.BodyOf(message);
        var plan = BodyPlan.For(MessageStructure.From(body, "", PartNode.Whole), preferPlain: true);
        var shown = MessageContent.Decode(plan, part => WholeMessage.Find(body, part.Section)).Texts;
        // The other one takes a message's first text; here those that follow are shown below it.
        return Plain(text).Length == 0
            ? shown.All(section => Plain(section.Text).Length == 0)
            : shown.Any(section => section.IsHtml == isHtml && Plain(section.Text) == Plain(text));
    }

    private static string Plain(string text) => Spaces().Replace(text, " ").Trim();

    private static async Task<List<JsonElement>> ReadAsync(string folder)
    {
        var script = Path.Combine(Path.GetTempPath(), $"webmail-second-parser-{Guid.NewGuid():N}.py");
        await File.WriteAllTextAsync(script, Reader, TestContext.Current.CancellationToken);
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script, folder]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
            var errors = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var lines = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(python.ExitCode == 0, await errors);
            return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
        finally
        {
            File.Delete(script);
        }
    }

    /// <summary>The messages named in the table of differences.</summary>
    private static IEnumerable<string> Known()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Webmail.sln")))
            folder = folder.Parent;
        var table = File.ReadAllText(Path.Combine(folder!.FullName, "docs", "second-parser.md"));
        return Message().Matches(table).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"`([^`\s]+\.eml)`")]
    private static partial Regex Message();
}

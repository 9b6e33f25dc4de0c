using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MimeKit;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class CorpusTests
{
    [Fact]
    public void No_payload_leaves_anything_that_runs_or_loads()
    {
        using var payloads = JsonDocument.Parse(File.ReadAllText(Corpus.Require("html/payloads.json")));
        var faults = new List<string>();
        foreach (var payload in payloads.RootElement.EnumerateArray())
        {
            var html = payload.GetProperty("html").GetString()!;
            foreach (var (isHtml, label) in new[] { (true, "html"), (false, "text") })
            {
                var message = MessageRenderer.Render(new MessageContent([new TextSection(isHtml, html)], MessageContent.Nothing.Embedded));
                if (CleanDocument.Fault(message) is { } fault)
                    faults.Add($"{payload.GetProperty("id").GetString()} as {label}: {fault}");
            }
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_message_renders_within_limits_and_loads_nothing()
    {
        var faults = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Corpus.Require("eml"), "*.eml", SearchOption.AllDirectories))
        {
            var started = Stopwatch.GetTimestamp();
            var message = EmlFile.Read(File.ReadAllBytes(file));
            var rendered = MessageRenderer.Render(message.Content);
            if (CleanDocument.Fault(rendered) is { } fault)
                faults.Add($"{Path.GetFileName(file)}: {fault}");
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(4))
                faults.Add($"{Path.GetFileName(file)}: {Stopwatch.GetElapsedTime(started)}");
        }
        Assert.Empty(faults);
    }
}

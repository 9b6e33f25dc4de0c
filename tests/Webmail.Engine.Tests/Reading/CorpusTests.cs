using System.Text;
using System.Text.Json;
using MimeKit;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class CorpusTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);

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
    public async Task Every_message_opens_within_limits_and_loads_nothing_and_so_does_what_is_attached()
    {
        var faults = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Corpus.Require("eml"), "*.eml", SearchOption.AllDirectories))
        {
            List<string> own = [];
            var time = await Timing.BestAsync(Bound, async () =>
            {
                own.Clear();
                await OpenAsync(File.ReadAllBytes(file), Path.GetRelativePath(Corpus.Folder!, file), depth: 0, own);
            });
            faults.AddRange(own);
            if (time > Bound)
                faults.Add($"{Path.GetFileName(file)}: {time}");
        }
        Assert.Empty(faults);
    }

    /// <summary>Opens a message, takes out every file, and opens those that are messages.</summary>
    private static async Task OpenAsync(byte[] octets, string name, int depth, List<string> faults)
    {
        var message = await EmlFile.ReadAsync(octets);
        if (CleanDocument.Fault(message.Rendered) is { } fault)
            faults.Add($"{name}: {fault}");
        using var opened = new OpenedParts((_, token) => Task.FromResult(WholeMessage.BodyOf(WholeMessage.Parse(new MemoryStream(octets), token))));
        foreach (var part in message.Details.Attachments.Select(file => message.Structure.Find(file.Section)))
        {
            // A multipart that is no list of parts, within an encrypted one, is nothing to be found.
            if (part is null)
                continue;
            using var content = new MemoryStream();
            await opened.CopyAsync(part, content, TestContext.Current.CancellationToken);
            if (part.OpensAsMessage && depth < 5)
                await OpenAsync(content.ToArray(), $"{name} {part.Section}", depth + 1, faults);
        }
    }
}

using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading.Html;

/// <summary>Newsletters in the styles that senders' programs write, and plain mails: written for these tests.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Reading", "Html", "Samples")).Select(static file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_shown_as_itself_and_loads_nothing(string name)
    {
        var content = new MessageContent(
            [new TextSection(name.EndsWith(".html", StringComparison.Ordinal), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reading", "Html", "Samples", name)))],
            MessageContent.Nothing.Embedded);

        foreach (var message in new[] { MessageRenderer.Render(content), MessageRenderer.Render(content, new RenderChoice { AsArticle = true }) })
        {
            Assert.Null(CleanDocument.Fault(message));
            Assert.Null(CleanDocument.Fault(message with { Styles = message.DarkStyles }));
            Assert.Equal(MessageNotice.None, message.Notices);
        }
    }
}

using System.Diagnostics;
using System.Text;
using MimeKit;
using Webmail.Engine.Invitations;
using Webmail.Engine.Reading;
using Webmail.Engine.Tests.Reading;

namespace Webmail.Engine.Tests.Invitations;

/// <summary>Calendars that other projects test with.</summary>
public sealed class InvitationCorpusTests
{
    [Fact]
    public void Every_calendar_of_the_corpus_is_read_or_says_why_not()
    {
        var files = Directory.GetFiles(Corpus.Require("eml/ics"), "*.ics");
        Assert.NotEmpty(files);
        var events = 0;
        foreach (var file in files)
        {
            var clock = Stopwatch.StartNew();
            var read = Ics.Read(Encoding.UTF8.GetString(File.ReadAllBytes(file)));
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{Path.GetFileName(file)}: {clock.Elapsed}");
            Assert.True(read.Events.Length > 0 || read.Fault is not null, Path.GetFileName(file));
            events += read.Events.Length;
        }

        Assert.True(events > files.Length / 2, $"{events} events in {files.Length} files");
    }

    [Theory]
    [InlineData("single-event", CalendarMethod.Request, false, false)]
    [InlineData("repeat-event", CalendarMethod.Request, true, false)]
    [InlineData("update-major", CalendarMethod.Request, false, false)]
    [InlineData("exception-major", CalendarMethod.Request, false, true)]
    [InlineData("cancel-single-event", CalendarMethod.Cancel, false, false)]
    [InlineData("cancel-repeat-event", CalendarMethod.Cancel, true, false)]
    [InlineData("meet-meeting-invite", CalendarMethod.Request, false, false)]
    [InlineData("outlook-test-invite", CalendarMethod.Request, false, false)]
    [InlineData("teams-meeting-invite", CalendarMethod.Request, false, false)]
    public async Task Invitations_of_many_programs_are_understood(string name, CalendarMethod method, bool recurs, bool isInstance)
    {
        using var message = await MimeMessage.LoadAsync(Path.Combine(Corpus.Require("eml/thunderbird-invites"), name + ".eml"), TestContext.Current.CancellationToken);
        var structure = MessageStructure.From(message.Body);
        var read = await ReadMessage.AssembleAsync(
            message.Headers, structure, plan => Task.FromResult(MessageContent.Decode(plan, part => WholeMessage.Find(message.Body, part.Section))));

        var invitation = Assert.Single(InvitationReader.Of(read));
        Assert.Equal((method, null), (invitation.Method, invitation.Fault));
        var main = invitation.Main!;
        Assert.NotEmpty(main.Summary);
        Assert.NotEmpty(main.Uid);
        // This one leaves the beginning out.
        Assert.Equal(name != "cancel-repeat-event", main.Start?.Instant is not null);
        Assert.NotNull(main.Organizer);
        Assert.Equal((recurs, isInstance), (main.Recurrence is not null, main.Instance is not null));
        // The file can still be saved.
        Assert.Contains(read.Details.Attachments, file => file.Kind == AttachmentKind.Calendar);
    }
}

using System.Globalization;
using MailKit.Search;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Submission;

namespace Webmail.EndToEnd.Tests.Crash;

/// <summary>
/// The published program, killed with SIGKILL while it saves and sends, and started anew on the same data. <c>WEBMAIL_KILLS</c> says how
/// often, four fifths of it here; without, as often as the steps that matter most. What came of it stands in <c>artifacts/test/crash.txt</c>.
/// </summary>
public sealed class CrashTests(OwnMailServersFixture fixture) : IClassFixture<OwnMailServersFixture>
{
    // One of each kind: of draft and message, before and after the border.
    private static readonly string[] Briefly =
    [
        "first save: stored, answer on its way", "save: before APPEND", "save: older copy marked", "send: before MAIL", "send: before DATA", "send: final dot heard",
        "send: accepted, answer heard", "send: BDAT: all of the text heard", "send: filed, answer on its way", "send: draft gone, answer on its way", "send: a moment by chance",
    ];

    private readonly CrashTable _table = new();
    private readonly List<(Draft Draft, KillPoint Point, bool HadBegun, bool WasSentAgain)> _sent = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static int? Wanted => int.TryParse(Environment.GetEnvironmentVariable("WEBMAIL_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : null;

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_sent_twice_however_often_the_program_is_killed()
    {
        Assert.SkipUnless(fixture.Servers.Submission is not null, "Postfix needs root.");
        var (user, other) = (await fixture.NewUserAsync(), await fixture.NewUserAsync());
        await using var program = new MortalProgram(fixture.Servers);
        await program.StartAsync(Cancelled);
        using var person = new HttpPerson(program.Address);
        await person.SignInAsync(user, Cancelled);
        using var mailbox = await Elsewhere.ConnectAsync(fixture.Servers.Modern, user);
        using var recipient = await Elsewhere.ConnectAsync(fixture.Servers.Modern, other);

        var points = Wanted is null ? [.. KillPoint.All.Where(point => Briefly.Contains(point.Name))] : KillPoint.All;
        for (var round = 0; program.Kills < (Wanted is { } wanted ? wanted - (wanted / 5) : points.Count); round++)
        {
            var point = points[round % points.Count];
            var draft = new Draft
            {
                Id = Guid.NewGuid(),
                MessageId = $"{Guid.NewGuid():N}@{fixture.Servers.Domain}",
                Writer = Guid.NewGuid(),
                To = [other],
                Subject = $"round {round}",
                Text = $"text of round {round}, begun",
            };
            try
            {
                if (point.Doing == Doing.Send)
                    await SendAsync(program, person, mailbox, point, draft);
                else
                    await WriteAsync(program, person, mailbox, point, draft);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Round {round}, {point.Name}: {exception.Message}\n{_table}", exception);
            }
        }

        await CheckAsync(person, mailbox, recipient);
        var table = _table.ToString();
        var folder = Directory.CreateDirectory(Path.Combine(WebmailProgram.RepositoryRoot, "artifacts", "test"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "crash.txt"), table, Cancelled);
        TestContext.Current.TestOutputHelper?.WriteLine(table);
        Assert.True(program.Complaints.Count == 0, string.Join('\n', program.Complaints));
    }

    /// <summary>Kills while a draft is saved; then the page, which has all of it still, saves again.</summary>
    private async Task WriteAsync(MortalProgram program, HttpPerson person, Elsewhere mailbox, KillPoint point, Draft draft)
    {
        if (point.Doing == Doing.Save)
            draft = await SavedAsync(person, draft);
        var newest = draft with { Text = draft.Text.Replace("begun", "gone on with", StringComparison.Ordinal) };
        var answered = await KillWhileAsync(program, point, async () => await person.SaveAsync(newest, Cancelled) is not null);
        var copies = await CopiesAsync(mailbox, "Drafts", draft);
        if (point.Doing == Doing.Save)
            Assert.True(copies.Count > 0, "There was a moment without a copy.");
        await program.StartAsync(Cancelled);

        newest = await SavedAsync(person, newest);
        var left = await CopiesAsync(mailbox, "Drafts", draft);
        using var message = await mailbox.MessageAsync("Drafts", left[^1]);
        Assert.Equal(newest.Text, message.TextBody?.TrimEnd());
        Assert.True(left.Count == 1, $"{left.Count} copies are left.");
        _table.Add(point.Name, $"saved{(answered ? " before" : copies.Count == 2 ? ", second copy taken away" : "")}");
        await person.DiscardAsync(newest, Cancelled);
        Assert.Empty(await CopiesAsync(mailbox, "Drafts", draft));
    }

    /// <summary>Kills while a message is sent; who got no answer asks the outbox, and sends again if that does not know it.</summary>
    private async Task SendAsync(MortalProgram program, HttpPerson person, Elsewhere mailbox, KillPoint point, Draft draft)
    {
        draft = await SavedAsync(person, draft);
        var accepted = await KillWhileAsync(program, point, () => person.SendAsync(draft, Cancelled));
        var hadBegun = await program.HasBegunTextAsync(draft.Id, Cancelled);
        Assert.False(point.IsCertain && hadBegun, "Nobody can have it, and it would be shown as unclear.");
        await program.StartAsync(Cancelled);
        var known = await person.StepAsync(draft.Id, Cancelled);
        Assert.False(accepted && known is null, "A message was accepted and lost.");
        if (known is null)
        {
            Assert.True(await CopiesAsync(mailbox, "Drafts", draft) is [_], "The draft is gone, and the message was not accepted.");
            Assert.True(await person.SendAsync(draft, Cancelled));
        }

        // What becomes of it shows in the end: the lease of the run that died has to end first, and the next kills do not wait for that.
        _sent.Add((draft, point, hadBegun, known is null));
    }

    /// <summary>Every message arrived once and lies in Sent once, or is shown as unclear; what is unclear is not in Sent, and arrived once or not at all.</summary>
    private async Task CheckAsync(HttpPerson person, Elsewhere mailbox, Elsewhere recipient)
    {
        var ends = new Dictionary<Guid, string>();
        foreach (var (draft, point, hadBegun, wasSentAgain) in _sent)
        {
            await UntilAsync(async () => ends[draft.Id] = (await person.StepAsync(draft.Id, Cancelled))!, step => step is "done" or "unclear", $"{point.Name}: it comes to an end");
            _table.Add(point.Name, ends[draft.Id] == "unclear" ? hadBegun ? "Unclear" : "Unclear by a later kill" : wasSentAgain ? "sent again by the person" : "sent");
        }

        var shown = await person.OutboxAsync(Cancelled);
        foreach (var (draft, point, _, _) in _sent)
        {
            if (ends[draft.Id] == "done")
            {
                await UntilAsync(() => CopiesAsync(recipient, "INBOX", draft), copies => copies.Count > 0, $"{point.Name}: it arrives");
                Assert.True(await CopiesAsync(mailbox, "Sent", draft) is [_], $"{point.Name}: not once in Sent.");
                Assert.True(await CopiesAsync(mailbox, "Drafts", draft) is [], $"{point.Name}: a draft is left.");
            }
            else
            {
                Assert.True(shown.TryGetValue(draft.Id, out var entry) && entry.Step == "unclear" && entry.Why is { Length: > 0 }, $"{point.Name}: it is not shown.");
                Assert.True(await CopiesAsync(mailbox, "Sent", draft) is [], $"{point.Name}: unclear, and in Sent.");
            }
        }

        foreach (var (draft, point, _, _) in _sent)
            Assert.True((await CopiesAsync(recipient, "INBOX", draft)).Count <= 1, $"{point.Name}: it arrived twice.");
    }

    /// <summary>Longer than a lease lasts, and than many messages take that are handed in one after the other.</summary>
    private static async Task UntilAsync<T>(Func<Task<T>> look, Func<T, bool> isSo, string what)
    {
        using var time = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var tries = 0; !isSo(await look()); tries++)
        {
            Assert.True(tries < 600, what);
            await time.WaitForNextTickAsync(Cancelled);
        }
    }

    /// <summary>Does something and kills the program at the point; true if the answer came all the same.</summary>
    private async Task<bool> KillWhileAsync(MortalProgram program, KillPoint point, Func<Task<bool>> act)
    {
        program.Smtp.Target = point.Chunks ? fixture.Servers.Submission!.SubmissionPort : fixture.Servers.Submission!.PlainSubmissionPort;
        var line = point.Imap ? program.Imap : program.Smtp;
        // What takes about as long as saving or sending does.
        var reached = point.Said is { } said ? line.WaitAsync(point.ByProgram, said, point.PassOn) : Task.Delay(Random.Shared.Next(0, 150), Cancelled);
        var acting = act();
        await reached.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        await program.KillAsync();
        return await acting;
    }

    private static async Task<Draft> SavedAsync(HttpPerson person, Draft draft)
    {
        var saved = await person.SaveAsync(draft, Cancelled);
        Assert.NotNull(saved);
        return draft with { SavedAs = saved };
    }

    private static Task<IReadOnlyList<uint>> CopiesAsync(Elsewhere who, string mailbox, Draft draft) =>
        who.UidsAsync(mailbox, SearchQuery.HeaderContains("Message-ID", draft.MessageId).And(SearchQuery.NotDeleted));
}

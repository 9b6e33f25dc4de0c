using System.Diagnostics;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>The table of tests and actions: each saved over ManageSieve, and proven by mail that is delivered.</summary>
public sealed class DeliveryTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private const string Matched = "Matched";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_test_files_the_mail_that_it_is_for_and_no_other()
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        var features = (await account.ReadAsync()).Features;
        var wrong = new List<string>();
        foreach (var (name, test, yes, no) in FilterTable.Tests())
        {
            foreach (var negated in (bool[])[false, true])
            {
                var rule = new FilterRule
                {
                    Name = name,
                    Condition = new(GroupMode.All, [test with { IsNegated = negated }]),
                    Actions = [new FilterAction.FileInto(Matched, Create: true)],
                };
                Assert.Empty(RuleCheck.Problems(rule, features));
                await account.SaveAsync(FilterScript.Empty.Insert(0, rule, features));
                var (holds, fails) = negated ? ("INBOX", Matched) : (Matched, "INBOX");
                if (Assert.Single(await account.DeliverAsync(yes)) != holds)
                    wrong.Add($"{(negated ? "not " : "")}{name}, what it is for");
                if (no is not null && Assert.Single(await account.DeliverAsync(no)) != fails)
                    wrong.Add($"{(negated ? "not " : "")}{name}, what it is not for");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Groups_hold_for_all_one_or_none()
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        var features = (await account.ReadAsync()).Features;
        FilterTest Subject(string word) => new FilterTest.Header(["Subject"], new(MatchKind.Contains, [word]));
        foreach (var (mode, subject, holds) in ((GroupMode, string, bool)[])
            [
                (GroupMode.All, "a b", true), (GroupMode.All, "a", false), (GroupMode.Any, "b", true), (GroupMode.Any, "c", false), (GroupMode.None, "c", true), (GroupMode.None, "a", false),
            ])
        {
            var inner = new FilterTest.Group(mode, [Subject("a"), Subject("b")]);
            foreach (var condition in (FilterTest.Group[])[inner, new(GroupMode.All, [inner, new FilterTest.Exists(["From"])])])
            {
                var rule = new FilterRule { Condition = condition, Actions = [new FilterAction.FileInto(Matched, Create: true)] };
                await account.SaveAsync(FilterScript.Empty.Insert(0, rule, features));
                Assert.Equal([holds ? Matched : "INBOX"], await account.DeliverAsync(new Letter(subject)));
            }
        }
    }

    [Fact]
    public async Task Every_action_does_what_it_says()
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        var features = (await account.ReadAsync()).Features;
        var wrong = new List<string>();
        foreach (var (name, actions, places) in FilterTable.Actions())
        {
            var rule = new FilterRule { Name = name, Actions = [.. actions] };
            Assert.Empty(RuleCheck.Problems(rule, features));
            await account.SaveAsync(FilterScript.Empty.Insert(0, rule, features).Insert(1, new FilterRule { Actions = [new FilterAction.ChangeFlags(FlagChange.Add, ["later"])] }, features));
            var there = await account.DeliverAsync(new Letter(name));
            if (!places.Order().SequenceEqual(there.Order()))
                wrong.Add($"{name}: {string.Join(", ", there)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Redirect_reject_notify_and_vacation_reach_the_other_side()
    {
        Assert.SkipUnless(fixture.Servers.Submission is not null, "Postfix needs root.");
        await using var account = await FilterAccount.OpenAsync(fixture);
        await using var other = await FilterAccount.OpenAsync(fixture);
        var features = (await account.ReadAsync()).Features;
        foreach (var (name, action, here, subject) in (((string, FilterAction, string[], string)[])
            [
                ("redirect", new FilterAction.Redirect(other.User, false), [], "redirect"),
                ("a copy", new FilterAction.Redirect(other.User, true), ["INBOX"], "a copy"),
                ("away", new FilterAction.Reply(new VacationReply("Bin weg\r\n.\r\n") { Subject = "Weg \"heute\"", Between = TimeSpan.FromDays(1), Addresses = [account.User] }), ["INBOX"], "Weg \"heute\""),
                ("refused", new FilterAction.Reject("Not today", false), [], "Rejected: refused"),
                ("told", new FilterAction.Notify($"mailto:{other.User}", "A \"word\""), ["INBOX"], "A \"word\""),
                ("told in the server's words", new FilterAction.Notify($"mailto:{other.User}", null), ["INBOX"], "Notification: told in the"),
            ]))
        {
            await account.SaveAsync(FilterScript.Empty.Insert(0, new FilterRule { Name = name, Actions = [action] }, features));
            Assert.Equal(here, await account.DeliverAsync(new Letter(name, From: other.User, To: account.User) { Sender = other.User }));
            Assert.StartsWith(subject, await other.NextSubjectAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_this_server_can_not_do_is_found_before_it_says_so()
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        var there = await account.ReadAsync();
        var rule = new FilterRule { Actions = [new FilterAction.Reject("Not today", true)] };
        Assert.Equal([new RuleProblem(RuleProblemKind.NotOffered, "ereject")], RuleCheck.Problems(rule, there.Features));
        Assert.IsType<ScriptSaving.Invalid>(await account.Session.Scripts.SaveAsync(there, "require \"ereject\";\r\nereject \"Not today\";\r\n", Cancelled));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3600)]
    public async Task A_message_of_the_same_id_is_seen_to_be_a_duplicate(int? seconds)
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        var features = (await account.ReadAsync()).Features;
        var rule = new FilterRule
        {
            Condition = new(GroupMode.All, [new FilterTest.Duplicate(seconds is { } within ? TimeSpan.FromSeconds(within) : null)]),
            Actions = [new FilterAction.FileInto(Matched, Create: true)],
        };
        Assert.Empty(RuleCheck.Problems(rule, features));
        await account.SaveAsync(FilterScript.Empty.Insert(0, rule, features));
        Assert.Equal(["INBOX"], await account.DeliverAsync(new Letter("one") { Id = "one@b.example" }));
        Assert.Equal([Matched], await account.DeliverAsync(new Letter("one again") { Id = "one@b.example" }));
        Assert.Equal(["INBOX"], await account.DeliverAsync(new Letter("two") { Id = "two@b.example" }));
    }

    [Fact]
    public async Task A_vacation_answers_in_its_period_only_and_others_in_other_words()
    {
        Assert.SkipUnless(fixture.Servers.Submission is not null, "Postfix needs root.");
        await using var account = await FilterAccount.OpenAsync(fixture);
        await using var other = await FilterAccount.OpenAsync(fixture);
        var features = (await account.ReadAsync()).Features;
        var now = TimeProvider.System.GetUtcNow();
        var utc = TimeOnly.FromDateTime(now.UtcDateTime);
        VacationReply Reply(string subject) => new($"text of {subject}") { Subject = subject, Addresses = [account.User] };
        foreach (var (vacation, subject) in ((Vacation, string?)[])
            [
                (new Vacation(Reply("over")) { From = now.AddDays(-3), Until = now.AddMinutes(-1) }, null),
                (new Vacation(Reply("not yet")) { From = now.AddHours(1), Until = now.AddDays(3) }, null),
                (new Vacation(Reply("off")) { IsEnabled = false }, null),
                (new Vacation(Reply("on")) { From = now.AddMinutes(-1), Until = now.AddMinutes(10), Weekdays = [.. Enum.GetValues<DayOfWeek>()] }, "on"),
                // From ten minutes ago until five ago is all day but five minutes, over midnight; the other way round it is five minutes.
                (new Vacation(Reply("these hours")) { FromTime = utc.AddMinutes(-5), UntilTime = utc.AddMinutes(-10), Zone = "+0000" }, "these hours"),
                (new Vacation(Reply("other hours")) { FromTime = utc.AddMinutes(5), UntilTime = utc.AddMinutes(10), Zone = "+0000" }, null),
                (new Vacation(Reply("no spam")) { SkipsSpam = true }, "no spam"),
                (new Vacation(Reply("inside")) { InsideDomains = ["elsewhere.example"], OutsideReply = Reply("outside") }, "outside"),
            ])
        {
            Assert.Empty(vacation.Problems(features, false));
            await account.SaveAsync(Vacation.Put(FilterScript.Empty, vacation, features));
            Assert.Equal(["INBOX"], await account.DeliverAsync(new Letter("hello", From: other.User, To: account.User) { Sender = other.User }));
            // An answer that must not be is proven by the next one that comes instead of it.
            if (subject is not null)
                Assert.Equal(subject, await other.NextSubjectAsync());
        }
    }

    [Fact]
    public async Task A_blocked_sender_gets_no_answer_and_a_muted_conversation_is_read_and_filed()
    {
        Assert.SkipUnless(fixture.Servers.Submission is not null, "Postfix needs root.");
        await using var account = await FilterAccount.OpenAsync(fixture);
        await using var other = await FilterAccount.OpenAsync(fixture);
        var features = (await account.ReadAsync()).Features;
        var away = new Vacation(new VacationReply("weg") { Addresses = [account.User] }) { SkipsSpam = true };
        var rules = Vacation.Put(FilterScript.Empty, away, features);
        var mute = new ConversationMute("Plans", ["<1@b.example>", "<3@b.example>"]);
        rules = mute.Put(new SenderBlock(other.User).Put(rules, "Junk", features), "Archive", features);
        await account.SaveAsync(rules);

        Assert.Equal(["Junk"], await account.DeliverAsync(new Letter("wanted", From: $"Somebody <{other.User.ToUpperInvariant()}>", To: account.User) { Sender = other.User }));
        Assert.Equal(["Archive \\Seen"], await account.DeliverAsync(new Letter("Re: Plans", Header: "References: <1@b.example> <2@b.example>")));
        Assert.Equal(["Archive \\Seen"], await account.DeliverAsync(new Letter("Re: Plans", Header: "In-Reply-To: <3@b.example>")));
        Assert.Equal(["INBOX"], await account.DeliverAsync(new Letter("Re: other plans", Header: "References: <11@b.example>")));

        await account.SaveAsync(mute.RemoveFrom(new SenderBlock(other.User).RemoveFrom(rules)));
        Assert.Equal(["INBOX"], await account.DeliverAsync(new Letter("spam", From: other.User, To: account.User, Header: "X-Spam-Flag: YES") { Sender = other.User }));
        Assert.Equal(["INBOX"], await account.DeliverAsync(new Letter("hello", From: other.User, To: account.User, Header: "X-Spam-Flag: NO") { Sender = other.User }));
        // The same sender is answered once: an answer that must not be would have come before this one and kept it away.
        Assert.Equal("Auto: hello", await other.NextSubjectAsync());
    }

    [Fact]
    public async Task Reading_and_saving_take_less_than_a_person_notices()
    {
        await using var account = await FilterAccount.OpenAsync(fixture);
        var features = (await account.ReadAsync()).Features;
        await account.SaveAsync(FilterScript.Empty);
        var (reading, saving) = (new List<double>(), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var read = await account.ReadAsync();
            Assert.True(FilterScript.TryRead(read.Text, out var script, out _));
            reading.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            begun = Stopwatch.GetTimestamp();
            Assert.IsType<ScriptSaving.Saved>(await account.Session.Scripts.SaveAsync(read, script.Insert(0, new FilterRule { Name = $"{i}", Actions = [new FilterAction.Keep()] }, features).Text, Cancelled));
            saving.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        TestContext.Current.SendDiagnosticMessage("reading {0:N0} ms, saving {1:N0} ms (fastest of five)", reading.Min(), saving.Min());
        // The goals are 150 and 200 ms on a machine of its own; tests share theirs.
        Assert.True(reading.Min() < 750 && saving.Min() < 1000, $"reading {reading.Min():N0} ms, saving {saving.Min():N0} ms");
    }
}

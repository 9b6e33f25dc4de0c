using MailKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.EndToEnd.Tests.Sync;
using Webmail.Engine.Filtering;
using Webmail.Engine.Mirror;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>A rule applied to the mail that is there does what it does to mail that comes, and one undo brings everything back.</summary>
public sealed class RuleApplicationTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private static readonly SieveFeatures Features = new(["fileinto", "imap4flags", "copy", "mailbox", "special-use", "reject", "enotify", "vacation"], ["mailto"], 4);
    private static readonly FilterTest Wanted = new FilterTest.Header(["Subject"], new(MatchKind.Contains, ["wanted"]));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task Every_action_and_its_undo(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        await account.AppendAsync("INBOX", "wanted 1", MessageFlags.Seen);
        await account.AppendAsync("INBOX", "other");
        await account.AppendAsync("INBOX", "wanted 2");
        await (await account.SelectAsync("INBOX")).AddFlagsAsync([2], MessageFlags.None, new HashSet<string> { "$label1" }, true, Cancelled);
        string[] before = [@"INBOX other", @"INBOX wanted 1 \Seen", "INBOX wanted 2 $label1"];
        var (archive, trash, made) = (account.Name("Archive"), account.Name("Trash"), account.Name("Neu/Ä & Co"));
        FilterAction Add(params string[] flags) => new FilterAction.ChangeFlags(FlagChange.Add, [.. flags]);
        foreach (var (actions, after) in ((FilterAction[], string[])[])
            [
                ([new FilterAction.FileInto(archive)], ["INBOX other", $@"{archive} wanted 1 \Seen", $"{archive} wanted 2 $label1"]),
                ([new FilterAction.FileInto(archive), Add(@"\Seen", "$label1")], ["INBOX other", $@"{archive} wanted 1 \Seen $label1", $@"{archive} wanted 2 \Seen $label1"]),
                ([new FilterAction.FileInto(made, Create: true)], ["INBOX other", $@"{made} wanted 1 \Seen", $"{made} wanted 2 $label1"]),
                ([new FilterAction.FileInto("No such name", SpecialUse: @"\Archive")], ["INBOX other", $@"{archive} wanted 1 \Seen", $"{archive} wanted 2 $label1"]),
                ([new FilterAction.FileInto(archive, Copy: true), Add(@"\Flagged")], ["INBOX other", $@"INBOX wanted 1 \Seen \Flagged", $@"INBOX wanted 2 \Flagged $label1", $@"{archive} wanted 1 \Seen \Flagged", $@"{archive} wanted 2 \Flagged $label1"]),
                ([new FilterAction.FileInto(archive), new FilterAction.Keep()], [.. before, $@"{archive} wanted 1 \Seen", $"{archive} wanted 2 $label1"]),
                ([new FilterAction.FileInto(trash, Copy: true), new FilterAction.FileInto(archive), Add(@"\Flagged")],
                    ["INBOX other", $@"{archive} wanted 1 \Seen \Flagged", $@"{archive} wanted 2 \Flagged $label1", $@"{trash} wanted 1 \Seen \Flagged", $@"{trash} wanted 2 \Flagged $label1"]),
                ([new FilterAction.Discard()], ["INBOX other", $@"{trash} wanted 1 \Seen", $"{trash} wanted 2 $label1"]),
                ([new FilterAction.ChangeFlags(FlagChange.Set, ["$label1"]), new FilterAction.ChangeFlags(FlagChange.Remove, [@"\Seen"])], ["INBOX other", "INBOX wanted 1 $label1", "INBOX wanted 2 $label1"]),
            ])
        {
            var (trial, plan) = await TryAsync(account, actions);
            Assert.Equal(2, trial.Hits.Count);
            Assert.Empty(plan.LeftOut);
            var application = account.Session.RulesOnMail.Apply(plan, trial);
            Assert.Null(await application.Outcome);
            Assert.Equal(1, application.Progress);
            Assert.Equal(after.Order(), await LookAsync(account, archive, trash, made));
            Assert.True(await application.UndoAsync());
            Assert.Equal(before.Order(), await LookAsync(account, archive, trash, made));
        }
    }

    [Fact]
    public async Task What_can_not_be_done_to_old_mail_is_said_before()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern, messages: 2);
        FilterAction[] outside = [new FilterAction.Redirect("a@b.example", false), new FilterAction.Reject("no", false), new FilterAction.Notify("mailto:a@b.example", null), new FilterAction.Reply(new VacationReply("away"))];
        var (_, plan) = await TryAsync(account, [.. outside, new FilterAction.Stop()]);
        Assert.Equal(outside, plan.LeftOut);
        Assert.True(plan.IsEmpty);
        (_, plan) = await TryAsync(account, [new FilterAction.FileInto("Gone")]);
        Assert.Equal(["Gone"], plan.Missing);
        Assert.Throws<ArgumentException>(() => account.Session.RulesOnMail.Apply(plan, new RuleTrial.Done("INBOX", 1, Webmail.Engine.Mailboxes.UidSet.OfOne(1), 1, [])));
    }

    [Fact]
    public async Task Thousands_are_filed_with_progress_and_undone_while_it_runs_or_later()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern, messages: 2500);
        var everything = new FilterRule { Actions = [new FilterAction.FileInto("Archive"), new FilterAction.ChangeFlags(FlagChange.Add, ["$label1"])] };
        var rules = account.Session.RulesOnMail;
        await account.OpenWithRowsAsync("INBOX");
        var trial = Assert.IsType<RuleTrial.Done>(await rules.TryAsync(everything, Features, "INBOX", null, null, Cancelled));
        var seen = new List<double>();
        using (var application = new ApplicationProgress(account, rules.Apply(rules.Plan(everything, "INBOX"), trial), seen))
        {
            Assert.Null(await application.Application.Outcome);
            Assert.Equal(2500, (await account.LookAsync("Archive")).Count(message => message.Keywords.Contains("$label1")));
            Assert.True(await application.Application.UndoAsync());
        }

        Assert.Contains(seen, share => share is > 0 and < 1);
        Assert.Equal(2500, (await account.LookAsync("INBOX")).Count(message => !message.Keywords.Contains("$label1")));

        // At once: before the server has done anything, or in the middle of it.
        await account.UntilAsync(() => account.Session.Mailboxes.Find("INBOX")!.Total == 2500, "the messages");
        await account.Session.MailboxCommands.SubscribeAsync("INBOX", true, Cancelled);
        trial = Assert.IsType<RuleTrial.Done>(await rules.TryAsync(everything, Features, "INBOX", null, null, Cancelled));
        var again = rules.Apply(rules.Plan(everything, "INBOX"), trial);
        Assert.True(await again.UndoAsync());
        Assert.Null(await again.Outcome);
        Assert.Equal(2500, (await account.LookAsync("INBOX")).Count);
        Assert.Empty(await account.LookAsync("Archive"));
    }

    private static async Task<(RuleTrial.Done Trial, RulePlan Plan)> TryAsync(OpenAccount account, FilterAction[] actions)
    {
        var rule = new FilterRule { Condition = new(GroupMode.All, [Wanted]), Actions = [.. actions] };
        var rules = account.Session.RulesOnMail;
        account.Session.Refresh("INBOX");
        var count = (await account.LookAsync("INBOX")).Count;
        var listing = await account.OpenWithRowsAsync("INBOX");
        await account.UntilAsync(() => listing.Count == count, "the messages");
        return (Assert.IsType<RuleTrial.Done>(await rules.TryAsync(rule, Features, "INBOX", RulesOnMail.UsualMessages, null, Cancelled)), rules.Plan(rule, "INBOX"));
    }

    /// <summary>Mailbox, subject and flags of every message.</summary>
    private static async Task<IEnumerable<string>> LookAsync(OpenAccount account, params string[] mailboxes)
    {
        var found = new List<string>();
        foreach (var mailbox in mailboxes.Prepend("INBOX").Where(name => account.Session.Mailboxes.Find(name) is not null))
        {
            foreach (var message in await account.LookAsync(mailbox))
            {
                var flags = ((MessageFlags[])[MessageFlags.Seen, MessageFlags.Flagged]).Where(flag => message.Flags!.Value.HasFlag(flag)).Select(flag => $@"\{flag}");
                found.Add(string.Join(' ', (string[])[mailbox, message.Envelope!.Subject!, .. flags, .. message.Keywords.Order(StringComparer.Ordinal)]));
            }
        }

        return found.Order();
    }

    private sealed class ApplicationProgress : IDisposable
    {
        private readonly IDisposable subscription;

        public ApplicationProgress(OpenAccount account, RuleApplication application, List<double> seen)
        {
            Application = application;
            subscription = account.Session.Changes.Subscribe(change =>
            {
                if (change is not MailChange.OperationAdvanced)
                    return;
                lock (seen)
                    seen.Add(application.Progress);
            });
        }

        public RuleApplication Application { get; }

        public void Dispose() => subscription.Dispose();
    }
}

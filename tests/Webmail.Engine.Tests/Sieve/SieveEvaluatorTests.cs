using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Webmail.Engine.Sieve.Evaluation;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Tests.Sieve;

/// <summary>Corners; that it says the same as a server is proven beside the server's own program.</summary>
public sealed class SieveEvaluatorTests
{
    private const string Letter = "From: Anna <anna+news@b.example>\r\nTo: c@d.example\r\nSubject: =?utf-8?q?Pr=C3=BCfung?= [ab-12]\r\nDate: Thu, 26 Nov 2026 23:30:00 -0500\r\nX-Score: 007 points\r\n\r\nHello\r\n";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("header :contains \"subject\" \"prüfung\"", true)]
    [InlineData("header :is :comparator \"i;octet\" \"subject\" \"prüfung [ab-12]\"", false)]
    [InlineData("header :matches \"subject\" \"*[??-12]\"", true)]
    [InlineData("header :matches \"subject\" \"Pr?fung \\\\[*\"", true)]
    [InlineData("header :regex \"subject\" \"\\\\[([a-z]+)-[[:digit:]]{2}\\\\]$\"", true)]
    [InlineData("header :regex \"subject\" \"^fung\"", false)]
    [InlineData("header :value \"le\" :comparator \"i;ascii-numeric\" \"x-score\" \"7\"", true)]
    [InlineData("header :count \"eq\" :comparator \"i;ascii-numeric\" [\"from\", \"to\", \"cc\"] \"2\"", true)]
    [InlineData("address :detail \"from\" \"news\"", true)]
    [InlineData("address :user :is \"from\" \"anna\"", true)]
    [InlineData("address :detail \"to\" \"\"", false)]
    [InlineData("address :domain [\"to\", \"from\"] \"b.example\"", true)]
    [InlineData("exists [\"from\", \"x-none\"]", false)]
    [InlineData("size :over 1K", false)]
    [InlineData("date :originalzone \"date\" \"hour\" \"23\"", true)]
    [InlineData("date :zone \"+0000\" \"date\" \"date\" \"2026-11-27\"", true)]
    [InlineData("currentdate :zone \"+0100\" \"iso8601\" \"2026-11-26T13:00:00+01:00\"", true)]
    [InlineData("currentdate :zone \"+0100\" \"julian\" \"61370\"", true)]
    [InlineData("currentdate :value \"ge\" \"weekday\" \"5\"", false)]
    [InlineData("body :text :contains \"hello\"", true)]
    [InlineData("not anyof (false, allof (true, false))", true)]
    [InlineData("envelope \"to\" \"c@d.example\"", true)]
    [InlineData("duplicate", false)]
    public void A_test_holds_or_not(string test, bool holds)
    {
        var outcome = Run($"if {test} {{ discard; }}");
        Assert.Null(outcome.Problem);
        Assert.Equal(holds, outcome.Effects.IsEmpty);
    }

    [Theory]
    [InlineData("keep;", "INBOX")]
    [InlineData("discard;", "")]
    [InlineData("discard; keep;", "INBOX")]
    [InlineData("fileinto \"A\"; fileinto \"A\"; fileinto :copy \"B\";", "A B")]
    [InlineData("fileinto :copy \"B\";", "B INBOX")]
    [InlineData("redirect :copy \"x@y.example\"; stop; discard;", ">x@y.example INBOX")]
    [InlineData("redirect \"x@y.example\"; redirect \"x@y.example\";", ">x@y.example")]
    [InlineData("reject \"no\";", "!no")]
    [InlineData("addflag [\"a b\", \"\\\\Seen\"]; removeflag \"A\"; fileinto \"A\"; setflag \"c\"; keep;", "A(b,\\Seen) INBOX(c)")]
    [InlineData("addflag \"a\"; keep :flags \"b\";", "INBOX(b)")]
    [InlineData("vacation \"away\"; notify \"mailto:a@b.example\";", "~away @mailto:a@b.example INBOX")]
    [InlineData("if false { keep; } elsif true { fileinto \"A\"; } else { discard; }", "A")]
    [InlineData("require \"variables\"; if header :matches \"subject\" \"* [*-*\" { set :upper :length \"n\" \"${2}\"; fileinto \"${1}.${2}.${n}.${9}\"; }", "Prüfung.ab.2.")]
    [InlineData("fileinto \"${1}\";", "${1}")]
    public void What_becomes_of_a_message_is_said_in_order(string script, string effects) => Assert.Equal(effects, string.Join(' ', Run(script).Effects.Select(Text)));

    [Theory]
    [InlineData("require \"encoded-character\"; keep;", EvaluationProblem.NotImitated, "encoded-character")]
    [InlineData("include \"a\";", EvaluationProblem.NotImitated, "include")]
    [InlineData("if environment \"a\" \"b\" { keep; }", EvaluationProblem.NotImitated, "environment")]
    [InlineData("if header :comparator \"i;unicode-casemap\" \"a\" \"b\" { keep; }", EvaluationProblem.NotImitated, "i;unicode-casemap")]
    [InlineData("if header :regex \"a\" \"(b\" { keep; }", EvaluationProblem.Wrong, "(b")]
    [InlineData("if header :is :contains \"a\" \"b\" { keep; }", EvaluationProblem.Wrong, ":contains")]
    [InlineData("fileinto;", EvaluationProblem.Wrong, "fileinto")]
    public void What_can_not_be_said_here_is_said_so(string script, EvaluationProblem problem, string detail)
    {
        var outcome = Run(script);
        Assert.Equal((problem, detail), (outcome.Problem, outcome.Detail));
        Assert.Empty(outcome.Effects);
    }

    [Fact]
    public void With_the_header_alone_a_test_of_the_text_can_not_be_made_and_others_can()
    {
        var message = Message(Letter) with { Whole = null };
        Assert.Equal(EvaluationProblem.NeedsBody, new SieveEvaluator(time).Evaluate(Parse("if body \"a\" { keep; }"), message, Cancelled).Problem);
        Assert.Null(new SieveEvaluator(time).Evaluate(Parse("if header \"a\" \"a\" { keep; }"), message, Cancelled).Problem);
    }

    [Theory]
    [InlineData("matches", "*a*a*a*a*a*a*a*a*a*a*a*a*b")]
    [InlineData("regex", "^(a+)+(a|aa)+(a?){30}a{30}b$")]
    public void A_pattern_made_to_take_for_ever_does_not(string type, string pattern)
    {
        var watch = Stopwatch.StartNew();
        var outcome = new SieveEvaluator(TimeProvider.System).Evaluate(
            Parse($"if header :{type} \"x-long\" \"{pattern}\" {{ discard; }}"), Message($"X-Long: {new string('a', 200_000)}\r\n\r\n"), Cancelled);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        Assert.True(outcome.Problem is EvaluationProblem.TookTooLong || outcome.Effects.Length == 1, "It matched what it must not.");
    }

    [Fact]
    public void A_machine_on_which_time_flies_finds_the_same()
    {
        var hurried = new FakeTimeProvider(time.GetUtcNow()) { AutoAdvanceAmount = TimeSpan.FromMinutes(1) };
        Assert.Null(new SieveEvaluator(hurried).Evaluate(Parse("if header :matches \"subject\" [\"*a*\", \"*b*\"] { discard; }"), Message(Letter), Cancelled).Problem);
        // Work is what counts: this is more of it than a person waits for.
        var endless = $"if header :matches \"x-long\" [{string.Join(", ", Enumerable.Range(0, 400).Select(i => $"\"*{new string('a', 40)}{i}b\""))}] {{ discard; }}";
        Assert.Equal(EvaluationProblem.TookTooLong, new SieveEvaluator(time).Evaluate(Parse(endless), Message($"X-Long: {new string('a', 200_000)}\r\n\r\n"), Cancelled).Problem);
    }

    [Fact]
    public void A_trial_that_nobody_waits_for_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new SieveEvaluator(time).Evaluate(Parse("if header \"subject\" \"a\" { keep; }"), Message(Letter), source.Token));
    }

    [Fact]
    public void A_rule_is_tried_whether_it_is_on_or_off_and_whatever_it_does()
    {
        var rule = new FilterRule
        {
            IsEnabled = false,
            Condition = new(GroupMode.Any, [new FilterTest.Header(["Subject"], new(MatchKind.StartsWith, ["Prü"])), new FilterTest.Attachment()]),
            Actions = [new FilterAction.Keep()],
        };
        var evaluator = new SieveEvaluator(time);
        Assert.Equal((true, null), evaluator.Matches(rule, Features.All, Message(Letter), Cancelled));
        Assert.Equal((false, null), evaluator.Matches(rule, Features.All, Message("Subject: x\r\n\r\n"), Cancelled));
        Assert.Equal((null, EvaluationProblem.NeedsBody), evaluator.Matches(rule, Features.All, Message("Subject: x\r\n\r\n") with { Whole = null }, Cancelled));
        Assert.True(evaluator.Matches(rule, Features.All, Message("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n"), Cancelled).Matches);
    }

    private SieveOutcome Run(string script) => new SieveEvaluator(time).Evaluate(Parse(script), Message(Letter), Cancelled);

    private static SieveScript Parse(string text)
    {
        Assert.True(SieveScript.TryParse(text, out var script, out var error), $"{error}");
        return script;
    }

    private static SieveMessage Message(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        var message = MimeMessage.Load(new MemoryStream(octets));
        return new SieveMessage(message.Headers, octets.Length) { Whole = message, Sender = "a@b.example", Recipient = "c@d.example" };
    }

    private static string Text(SieveEffect effect) => effect switch
    {
        SieveEffect.Stored { Flags.IsEmpty: true } stored => stored.Mailbox,
        SieveEffect.Stored stored => $"{stored.Mailbox}({string.Join(',', stored.Flags)})",
        SieveEffect.Redirected redirected => $">{redirected.Address}",
        SieveEffect.Rejected rejected => $"!{rejected.Reason}",
        SieveEffect.Answered answered => $"~{answered.Text}",
        SieveEffect.Notified notified => $"@{notified.Method}",
        _ => "?",
    };
}

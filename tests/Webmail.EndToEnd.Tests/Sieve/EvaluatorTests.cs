using System.Text;
using MimeKit;
using Webmail.Engine.Sieve.Evaluation;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>What we say a script does is what Pigeonhole says.</summary>
public sealed class EvaluatorTests
{
    private const int Pairs = 300;

    private static readonly SieveFeatures Features = new(
        ["fileinto", "envelope", "body", "imap4flags", "relational", "comparator-i;ascii-numeric", "subaddress", "copy", "date", "regex"], [], 4);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_and_messages_made_by_chance_have_the_outcome_that_the_server_gives_them()
    {
        using var program = new SieveTestProgram();
        var pairs = new RulePairs(20_261_126);
        var wrong = new List<string>();
        var outcomes = new HashSet<string>();
        for (var i = 0; i < Pairs; i++)
        {
            var (script, message) = (pairs.Script(Features).Text, pairs.Message());
            var theirs = await program.RunAsync(script, message, Cancelled);
            var ours = Evaluate(script, message);
            outcomes.Add(string.Join(", ", theirs));
            if (!theirs.SequenceEqual(ours))
                wrong.Add($"pair {i}\ntheirs: {string.Join(", ", theirs)}\nours:   {string.Join(", ", ours)}\n{script}\n{message}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Pairs} differ.\n{string.Join("\n----\n", wrong.Take(8))}");
        Assert.True(outcomes.Count > 30, $"Only {outcomes.Count} outcomes were seen.");
    }

    [Theory]
    [InlineData("<p>re<b>chnung</b></p>", "rechnung", "re chnung", "chnung", "<b>")]
    [InlineData("M&uuml;ller &amp; S&#246;hne<br>GmbH", "Müller & Söhne", "Söhne GmbH", "&amp;", "SöhneGmbH")]
    [InlineData("<style>p { color: red }</style><title>title</title><script>var a;</script><a href='http://b.example'>x</a><!-- no --> y", "color", "title", "var", "b.example", "no", "x", "y")]
    [InlineData("<p>a</p><p>b</p>\r\nc<i>d </i> e", "a b", "ab", "b c", "d e", "d  e", "c d")]
    public async Task Html_is_searched_as_the_server_searches_it(string html, params string[] keys)
    {
        using var program = new SieveTestProgram();
        var message = $"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n";
        foreach (var key in keys)
        {
            var rule = new FilterRule { Condition = new(GroupMode.All, [new FilterTest.Body(new(MatchKind.Contains, [key]))]), Actions = [new FilterAction.FileInto("Found")] };
            var script = FilterScript.Empty.Insert(0, rule, Features).Text;
            Assert.Equal((key, string.Join(' ', await program.RunAsync(script, message, Cancelled))), (key, string.Join(' ', Evaluate(script, message))));
        }
    }

    private static string[] Evaluate(string text, string message)
    {
        Assert.True(SieveScript.TryParse(text, out var script, out _));
        var octets = Encoding.UTF8.GetBytes(message);
        var whole = MimeMessage.Load(new MemoryStream(octets), Cancelled);
        var outcome = new SieveEvaluator(TimeProvider.System).Evaluate(
            script, new SieveMessage(whole.Headers, octets.Length) { Whole = whole, Sender = "anna+x@outside.test", Recipient = "me+work@b.example" }, Cancelled);
        return outcome.Problem is { } problem ? [$"{problem} {outcome.Detail}"] : [.. outcome.Effects.Select(Text).Order(StringComparer.Ordinal)];
    }

    private static string Text(SieveEffect effect) => effect switch
    {
        SieveEffect.Stored stored =>
            $"store {stored.Mailbox}{(stored.Flags.IsEmpty ? "" : $" ({string.Join(' ', stored.Flags.Select(flag => flag.ToLowerInvariant()).Order(StringComparer.Ordinal))})")}",
        SieveEffect.Redirected redirected => $"redirect {redirected.Address}",
        _ => effect.GetType().Name,
    };
}

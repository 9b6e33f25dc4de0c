using System.Text.Json;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Tests.Sieve;

public sealed class VacationTests
{
    private static readonly Vacation Whole = new(new VacationReply("Weg.\r\nBis bald\r\n") { Subject = "Weg", Between = TimeSpan.FromDays(7) })
    {
        From = new DateTimeOffset(2026, 12, 21, 8, 0, 0, TimeSpan.FromHours(1)),
        Until = new DateTimeOffset(2027, 1, 11, 0, 0, 0, TimeSpan.FromHours(1)),
        Weekdays = [DayOfWeek.Monday, DayOfWeek.Sunday],
        FromTime = new TimeOnly(8, 0),
        UntilTime = new TimeOnly(17, 30),
        Zone = "+0100",
        OnlyTo = ["a@b.example"],
        InsideDomains = ["b.example"],
        OutsideReply = new VacationReply("Away"),
    };

    [Fact]
    public void A_vacation_is_read_as_it_was_put_and_goes_without_a_trace()
    {
        Assert.True(FilterScript.TryRead("# mine\nkeep;\n", out var script, out _));
        foreach (var vacation in (Vacation[])[Whole, new(new VacationReply("x")), Whole with { OutsideReply = null, InsideDomains = [], IsEnabled = false },
            Whole with { FromTime = new TimeOnly(17, 0), UntilTime = new TimeOnly(8, 0), SkipsSpam = true }, Whole with { UntilTime = null }])
        {
            Assert.Empty(vacation.Problems(Features.All, false));
            var with = Vacation.Put(script, vacation, Features.All);
            Assert.Equal(Text(vacation), Text(Vacation.Of(with)!));
            Assert.Equal(with.Text, Vacation.Put(with, vacation, Features.All).Text);
            Assert.Equal(script.Text, Vacation.Put(with, null, Features.All).Text);
        }
    }

    [Fact]
    public void It_is_on_in_its_period_only()
    {
        Assert.False(Whole.IsOn(Whole.From!.Value.AddSeconds(-1)));
        Assert.True(Whole.IsOn(Whole.From.Value));
        Assert.True(Whole.IsOn(Whole.Until!.Value.AddSeconds(-1)));
        Assert.False(Whole.IsOn(Whole.Until.Value));
        Assert.False((Whole with { IsEnabled = false }).IsOn(Whole.From.Value));
    }

    [Fact]
    public void What_can_not_be_is_named()
    {
        Assert.Equal([RuleProblemKind.OutOfRange], (Whole with { Until = Whole.From }).Problems(Features.All, false).Select(problem => problem.Kind));
        Assert.Contains((Whole with { InsideDomains = [] }).Problems(Features.All, false), problem => problem.Detail == "domain");
        Assert.Equal([RuleProblemKind.OutOfRange], (Whole with { UntilTime = Whole.FromTime }).Problems(Features.All, false).Select(problem => problem.Kind));
        Assert.Contains(Whole.Problems(Features.None, false), problem => problem == new RuleProblem(RuleProblemKind.NotOffered, "vacation"));
    }

    [Fact]
    public void One_that_somebody_changed_to_more_is_not_read_as_less()
    {
        var text = Vacation.Put(FilterScript.Empty, new Vacation(new VacationReply("x")), Features.All).Text.Replace("if true", "if size :over 5", StringComparison.Ordinal);
        Assert.True(FilterScript.TryRead(text, out var script, out _));
        Assert.Null(Vacation.Of(script));
    }

    [Theory]
    [InlineData("vacation \"weg\";", true)]
    [InlineData("if allof (false, size :over 5) { vacation \"weg\"; }", false)]
    [InlineData("if size :over 5 { vacation \"weg\"; } else { keep; }", true)]
    [InlineData("keep; # vacation", false)]
    public void An_answer_that_somebody_else_has_set_up_is_noticed(string code, bool isThere)
    {
        Assert.True(FilterScript.TryRead($"require \"vacation\";\n{code}\n", out var script, out _));
        Assert.Equal(isThere, script.HasForeignReply());
        Assert.Equal(isThere, Vacation.Put(script, Whole, Features.All).HasForeignReply());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forwarding_stands_behind_the_vacation_and_before_the_filters(bool keepCopy)
    {
        Assert.True(FilterScript.TryRead("if true { stop; }\n", out var script, out _));
        var with = Forwarding.Put(Vacation.Put(script, new Vacation(new VacationReply("x")), Features.All), new Forwarding("a@b.example", keepCopy), Features.All);
        Assert.Equal([RuleKind.Vacation, RuleKind.Forwarding, RuleKind.Filter], with.Entries.Cast<FilterEntry.Known>().Select(entry => entry.Rule.Kind));
        Assert.Equal(new Forwarding("a@b.example", keepCopy), Forwarding.Of(with));
        Assert.Equal(script.Text, Vacation.Put(Forwarding.Put(with, null, Features.All), null, Features.All).Text);
        Assert.Null(Forwarding.Of(script));
    }

    private static string Text(Vacation vacation) => JsonSerializer.Serialize(vacation with { From = vacation.From?.ToUniversalTime(), Until = vacation.Until?.ToUniversalTime() })
        .Replace("\\r\\n", "\\n", StringComparison.Ordinal);
}

using System.Collections.Immutable;
using System.Globalization;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Automatic answers while somebody is away, as rules of kind <see cref="RuleKind.Vacation"/>: one, or two where outsiders get other words.</summary>
/// <param name="Reply">The answer.</param>
public sealed record Vacation(VacationReply Reply)
{
    private const string UtcZone = "+0000";
    private static readonly FilterTest.Header MarkedAsSpam = new(["X-Spam-Flag", "X-Spam"], new TextMatch(MatchKind.Is, ["YES"])) { IsNegated = true };

    // RFC 5260 4.2: date, T, time, and a zone which servers write differently; a value without it is less than all with it.
    private const string Iso = "yyyy-MM-ddTHH:mm:ss";

    /// <summary>Off: it stays in the script and does nothing.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>From when on, to the second; null: at once.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, exclusive, to the second; then the server stops by itself. Null: until it is turned off.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only on these days; empty: on all.</summary>
    public ImmutableArray<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Only from this time of a day on.</summary>
    public TimeOnly? FromTime { get; init; }

    /// <summary>Only until this time of a day, exclusive; earlier than <see cref="FromTime"/>: over midnight.</summary>
    public TimeOnly? UntilTime { get; init; }

    /// <summary>Time zone of <see cref="Weekdays"/> and times of a day, such as <c>+0100</c>; null: the server's own, which knows of summer time.</summary>
    public string? Zone { get; init; }

    /// <summary>Only senders with one of these addresses get an answer; empty: all.</summary>
    public ImmutableArray<string> OnlyTo { get; init; } = [];

    /// <summary>What the mail server marked as spam gets no answer: <c>X-Spam-Flag</c> of SpamAssassin, <c>X-Spam</c> of Rspamd.</summary>
    public bool SkipsSpam { get; init; }

    /// <summary>Domains whose people get <see cref="Reply"/> while others get <see cref="OutsideReply"/>.</summary>
    public ImmutableArray<string> InsideDomains { get; init; } = [];

    /// <summary>The answer for others; null: one for all. Needs <see cref="InsideDomains"/>.</summary>
    public VacationReply? OutsideReply { get; init; }

    /// <summary>Whether it answers at this moment, as far as the period goes.</summary>
    public bool IsOn(DateTimeOffset now) => IsEnabled && !(now < From) && !(now >= Until);

    /// <summary>The vacation of a script; null if there is none of ours, or somebody changed it to what this can't say.</summary>
    public static Vacation? Of(FilterScript script)
    {
        var rules = script.Entries.OfType<FilterEntry.Known>().Where(entry => entry.Owner == RuleOwner.Webmail && entry.Rule.Kind == RuleKind.Vacation).Select(entry => entry.Rule).ToList();
        if (rules is not ([_] or [_, _]) || rules.Any(rule => rule.Condition is not { Mode: GroupMode.All, IsNegated: false } || rule.Actions is not [FilterAction.Reply]))
            return null;
        var replies = rules.Select(rule => ((FilterAction.Reply)rule.Actions[0]).Vacation).ToList();
        var read = new Vacation(replies[0]) { IsEnabled = rules[0].IsEnabled, OutsideReply = replies.ElementAtOrDefault(1) };
        foreach (var test in rules[0].Condition.Tests)
        {
            if (read.With(test) is not { } more)
                return null;
            read = more;
        }

        return read.OutsideReply is null == read.InsideDomains.IsEmpty ? read : null;
    }

    /// <summary>The script with this vacation in place of the one it has: before all filters, as they may stop; behind blocked senders, who get no answer.</summary>
    /// <exception cref="ArgumentException">It has problems: see <see cref="Problems"/>.</exception>
    public static FilterScript Put(FilterScript script, Vacation? vacation, SieveFeatures features)
    {
        var result = script.WithoutKind(RuleKind.Vacation);
        var place = result.BehindKinds(RuleKind.Blocked);
        foreach (var rule in vacation?.Rules().Reverse() ?? [])
            result = result.Insert(place, rule, features);
        return result;
    }

    /// <summary>What keeps it from being written.</summary>
    public IReadOnlyList<RuleProblem> Problems(SieveFeatures features, bool expands)
    {
        var problems = Rules().SelectMany(rule => RuleCheck.Problems(rule, features, expands)).Distinct().ToList();
        if (From >= Until)
            problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, $"{Until:O}"));
        if (FromTime == UntilTime && FromTime is not null)
            problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, $"{UntilTime:O}"));
        if (OutsideReply is not null && InsideDomains.IsEmpty)
            problems.Add(new RuleProblem(RuleProblemKind.Empty, "domain"));
        return problems;
    }

    private IEnumerable<FilterRule> Rules()
    {
        var tests = Tests().ToImmutableArray();
        if (OutsideReply is not { } outside)
            return [Rule(Reply, tests)];
        var inside = new FilterTest.Address(["From"], AddressPart.Domain, new TextMatch(MatchKind.Is, InsideDomains));
        return [Rule(Reply, tests.Add(inside)), Rule(outside, tests.Add(inside with { IsNegated = true }))];
    }

    private FilterRule Rule(VacationReply reply, ImmutableArray<FilterTest> tests) => new()
    {
        Kind = RuleKind.Vacation,
        IsEnabled = IsEnabled,
        Condition = new FilterTest.Group(GroupMode.All, tests),
        Actions = [new FilterAction.Reply(reply)],
    };

    private IEnumerable<FilterTest> Tests()
    {
        if (From is { } from)
            yield return new FilterTest.Date(null, "iso8601", Relation.AtLeast, [Format(from)], UtcZone);
        if (Until is { } until)
            yield return new FilterTest.Date(null, "iso8601", Relation.Below, [Format(until)], UtcZone);
        if (!Weekdays.IsEmpty)
            yield return new FilterTest.Date(null, "weekday", Relation.Is, [.. Weekdays.Select(day => ((int)day).ToString(CultureInfo.InvariantCulture))], Zone);
        var hours = Hours().ToImmutableArray<FilterTest>();
        if (FromTime > UntilTime)
            yield return new FilterTest.Group(GroupMode.Any, hours);
        foreach (var hour in FromTime > UntilTime ? [] : hours)
            yield return hour;
        if (SkipsSpam)
            yield return MarkedAsSpam;
        if (!OnlyTo.IsEmpty)
            yield return new FilterTest.Address(["From"], AddressPart.All, new TextMatch(MatchKind.Is, OnlyTo));
    }

    private IEnumerable<FilterTest.Date> Hours()
    {
        if (FromTime is { } from)
            yield return new FilterTest.Date(null, "time", Relation.AtLeast, [from.ToString("HH:mm:ss", CultureInfo.InvariantCulture)], Zone);
        if (UntilTime is { } until)
            yield return new FilterTest.Date(null, "time", Relation.Below, [until.ToString("HH:mm:ss", CultureInfo.InvariantCulture)], Zone);
    }

    private Vacation? With(FilterTest test) => test switch
    {
        FilterTest.Date { Field: null, IsNegated: false, Part: "iso8601", Zone: UtcZone, Relation: Relation.AtLeast, Values: [var value] } when Moment(value) is { } from => this with { From = from },
        FilterTest.Date { Field: null, IsNegated: false, Part: "iso8601", Zone: UtcZone, Relation: Relation.Below, Values: [var value] } when Moment(value) is { } until => this with { Until = until },
        FilterTest.Date { Field: null, IsNegated: false, Part: "weekday", Relation: Relation.Is } days when days.Values.All(day => day is [>= '0' and <= '6']) =>
            this with { Weekdays = [.. days.Values.Select(day => (DayOfWeek)(day[0] - '0'))], Zone = days.Zone },
        FilterTest.Date { Field: null, IsNegated: false, Part: "time", Relation: Relation.AtLeast, Values: [var value] } time when Time(value) is { } from => this with { FromTime = from, Zone = time.Zone },
        FilterTest.Date { Field: null, IsNegated: false, Part: "time", Relation: Relation.Below, Values: [var value] } time when Time(value) is { } until => this with { UntilTime = until, Zone = time.Zone },
        FilterTest.Group { IsNegated: false, Mode: GroupMode.Any, Tests: [var first, var second] } when With(first)?.With(second) is { } hours && hours.FromTime > hours.UntilTime => hours,
        FilterTest.Header { IsNegated: true, Names: ["X-Spam-Flag", "X-Spam"], Match: { Kind: MatchKind.Is, Keys: ["YES"] } } => this with { SkipsSpam = true },
        FilterTest.Address { IsNegated: false, Headers: ["From"], Part: AddressPart.All, Match: { Kind: MatchKind.Is, Keys: var only } } => this with { OnlyTo = only },
        FilterTest.Address { IsNegated: false, Headers: ["From"], Part: AddressPart.Domain, Match: { Kind: MatchKind.Is, Keys: var inside } } => this with { InsideDomains = inside },
        _ => null,
    };

    private static string Format(DateTimeOffset moment) => moment.ToUniversalTime().ToString(Iso, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Moment(string value) =>
        DateTimeOffset.TryParseExact(value, Iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static TimeOnly? Time(string value) => TimeOnly.TryParseExact(value, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

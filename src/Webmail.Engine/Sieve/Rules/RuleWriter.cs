using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Writes a rule as a command. The rule has no <see cref="RuleCheck"/> problem.</summary>
/// <param name="features">What the server can do.</param>
/// <param name="newLine">The line end of the script.</param>
internal sealed class RuleWriter(SieveFeatures features, string newLine)
{
    private const string Indent = "    ";

    /// <summary>The whole command, without a line end behind it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="forRoundcube">A rule that is off is written so that Roundcube knows it: its test in a comment.</param>
    public string Write(FilterRule rule, bool forRoundcube = false)
    {
        var test = Test(rule.Condition);
        var text = new StringBuilder("if ");
        if (rule.IsEnabled)
            text.Append(test).Append(' ');
        else if (forRoundcube && !test.Contains('\n', StringComparison.Ordinal))
            text.Append("false # ").Append(test).Append(newLine);
        else
            text.Append("allof (false, ").Append(test).Append(") ");
        text.Append('{').Append(newLine);
        // Flags are given to what is filed after them (RFC 5232 2), and nothing is done after a stop.
        foreach (var action in rule.Actions.OrderBy(action => action switch { FilterAction.ChangeFlags => 0, FilterAction.Stop => 2, _ => 1 }))
            text.Append(Indent).Append(Action(action)).Append(';').Append(newLine);
        return text.Append('}').ToString();
    }

    /// <summary>A test.</summary>
    public string Test(FilterTest test)
    {
        var written = test switch
        {
            FilterTest.Group { Tests.IsEmpty: true } => "true",
            FilterTest.Group { Mode: GroupMode.All, Tests: [var only] } => Test(only),
            FilterTest.Group { Mode: GroupMode.All } all => $"allof ({Tests(all)})",
            FilterTest.Group { Mode: GroupMode.Any } any => $"anyof ({Tests(any)})",
            FilterTest.Group none => $"not anyof ({Tests(none)})",
            FilterTest.Header header => $"header {Match(header.Match, key => $"{SieveString.Quote(header.Names)} {key}")}",
            FilterTest.Address address => $"address {Part(address.Part)}{Match(address.Match, key => $"{SieveString.Quote(address.Headers)} {key}")}",
            FilterTest.Envelope envelope =>
                $"envelope {Part(envelope.Part)}{Match(envelope.Match, key => $"\"{(envelope.Field == EnvelopeField.From ? "from" : "to")}\" {key}")}",
            FilterTest.Body body => $"body :text {Match(body.Match, key => key)}",
            FilterTest.Size size => $"size {(size.IsOver ? ":over" : ":under")} {Octets(size.Octets)}",
            FilterTest.Attachment => features.Has("mime") ? RuleWords.AttachmentByParts : RuleWords.AttachmentByType,
            FilterTest.Exists exists => $"exists {SieveString.Quote(exists.Names)}",
            FilterTest.Date date => Date(date),
            FilterTest.SpamScore score =>
                $"spamtest :value \"{Word(score.Relation)}\" :comparator \"i;ascii-numeric\" \"{score.Score.ToString(CultureInfo.InvariantCulture)}\"",
            FilterTest.Duplicate { Within: { } within } => $"duplicate :seconds {Seconds(within)}",
            FilterTest.Duplicate => "duplicate",
            _ => throw new ArgumentOutOfRangeException(nameof(test)),
        };
        return test.IsNegated ? $"not {written}" : written;
    }

    private string Tests(FilterTest.Group group) => string.Join($",{newLine}{Indent}", group.Tests.Select(Test));

    private string Action(FilterAction action) => action switch
    {
        FilterAction.FileInto into => $"fileinto{(into.Copy ? " :copy" : "")}{Use(into)}{Create(into)} {SieveString.Quote(into.Mailbox)}",
        FilterAction.ChangeFlags flags => $"{RuleWords.FlagChanges.First(change => change.Change == flags.Change).Command} {SieveString.Quote(flags.Flags)}",
        FilterAction.Keep => "keep",
        FilterAction.Discard => "discard",
        FilterAction.Redirect redirect => $"redirect {(redirect.Copy ? ":copy " : "")}{SieveString.Quote(redirect.Address)}",
        FilterAction.Reject reject => $"{(reject.AtProtocol ? "ereject" : "reject")} {SieveString.Text(reject.Reason, newLine)}",
        FilterAction.Stop => "stop",
        FilterAction.Notify notify => $"notify {(notify.Message is { } message ? $":message {SieveString.Text(message, newLine)} " : "")}{SieveString.Quote(notify.Method)}",
        FilterAction.Reply reply => Reply(reply.Vacation),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private string Reply(VacationReply vacation)
    {
        var text = new StringBuilder("vacation");
        if (vacation.Between is { } between)
            text.Append(between.TotalDays is var days && days >= 1 && days == Math.Floor(days) ? $" :days {days.ToString(CultureInfo.InvariantCulture)}" : $" :seconds {Seconds(between)}");
        if (vacation.Subject is { } subject)
            text.Append(" :subject ").Append(SieveString.Quote(subject));
        if (vacation.From is { } from)
            text.Append(" :from ").Append(SieveString.Quote(from));
        if (!vacation.Addresses.IsEmpty)
            text.Append(" :addresses ").Append(SieveString.Quote(vacation.Addresses));
        if (vacation.Handle is { } handle)
            text.Append(" :handle ").Append(SieveString.Quote(handle));
        return text.Append(' ').Append(SieveString.Text(vacation.Text, newLine)).ToString();
    }

    // RFC 8579 4: where the use is not offered, the name has to do.
    private string Use(FilterAction.FileInto into) =>
        into.SpecialUse is { } use && features.Has("special-use") ? $" :specialuse {SieveString.Quote(use)}" : "";

    private string Create(FilterAction.FileInto into) => into.Create && features.Has("mailbox") ? " :create" : "";

    private static string Date(FilterTest.Date date)
    {
        var zone = date.Zone is { } offset ? $" :zone {SieveString.Quote(offset)}" : "";
        var relation = date.Relation == Relation.Is ? ":is" : $":value \"{Word(date.Relation)}\"";
        var field = date.Field is { } header ? $" {SieveString.Quote(header)}" : "";
        return $"{(date.Field is null ? "currentdate" : "date")}{zone} {relation}{field} \"{date.Part}\" {SieveString.Quote(date.Values)}";
    }

    private static string Match(TextMatch match, Func<string, string> rest)
    {
        var (tag, keys) = match.Kind switch
        {
            MatchKind.Is => (":is", match.Keys),
            MatchKind.Contains => (":contains", match.Keys),
            MatchKind.StartsWith => (":matches", match.Keys.Select(key => Wildcards.Escape(key) + "*")),
            MatchKind.EndsWith => (":matches", match.Keys.Select(key => "*" + Wildcards.Escape(key))),
            MatchKind.Matches => (":matches", match.Keys),
            _ => (":regex", (IEnumerable<string>)match.Keys),
        };
        return $"{tag} {rest(SieveString.Quote(keys.ToImmutableArray()))}";
    }

    private static string Part(AddressPart part) => part == AddressPart.All ? "" : $":{RuleWords.AddressParts.First(known => known.Part == part).Tag} ";

    private static string Word(Relation relation) => RuleWords.Relations.First(known => known.Relation == relation).Word;

    private static string Octets(long octets) => octets switch
    {
        > 0 when octets % (1 << 20) == 0 => $"{(octets >> 20).ToString(CultureInfo.InvariantCulture)}M",
        > 0 when octets % (1 << 10) == 0 => $"{(octets >> 10).ToString(CultureInfo.InvariantCulture)}K",
        _ => octets.ToString(CultureInfo.InvariantCulture),
    };

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}

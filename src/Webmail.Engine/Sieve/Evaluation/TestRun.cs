using MimeKit;
using MimeKit.Utils;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>Answers the tests of a script for one message.</summary>
internal sealed class TestRun(SieveMessage message, SieveVariables variables, EvaluationLimit limit, TimeProvider time)
{
    private const string PartTags = "all localpart domain user detail";

    public bool Holds(SieveTest test)
    {
        limit.Step();
        return test.Name switch
        {
            "true" => true,
            "false" => false,
            "not" when test.Tests.Items is [var inner] => !Holds(inner),
            "allof" when !test.Tests.Items.IsEmpty => test.Tests.Items.All(Holds),
            "anyof" when !test.Tests.Items.IsEmpty => test.Tests.Items.Any(Holds),
            "header" => Header(test),
            "address" => Address(test),
            "envelope" => Envelope(test),
            "exists" => Strings(Read(test, "", "", 1), 0).All(name => MessageFields.Named(message.Headers, name).Any()),
            "size" => Size(test),
            "body" => Body(test),
            "date" => Date(test),
            "currentdate" => CurrentDate(test),
            "string" => Read(test, MatchRun.Tags, MatchRun.ValuedTags, 2) is var read && Match(read).Any(Strings(read, 0), Strings(read, 1)),
            "hasflag" => HasFlag(test),
            // What was seen before only the server knows; a message that comes just now is taken for new.
            "duplicate" when message.Delivered is null => false,
            "duplicate" or "spamtest" => throw new SieveEvaluationException(EvaluationProblem.NotKnown, test.Name),
            _ => throw new SieveEvaluationException(EvaluationProblem.NotImitated, test.Name),
        };
    }

    private bool Header(SieveTest test)
    {
        var read = Read(test, $"{MatchRun.Tags} last mime anychild", $"{MatchRun.ValuedTags} index", 2);
        return Match(read).Any(Headers(read).SelectMany(headers => Strings(read, 0).SelectMany(name => Indexed(MessageFields.Texts(headers, name), read))), Strings(read, 1));
    }

    private IEnumerable<HeaderList> Headers(ArgumentReading read)
    {
        if (!read.Has("mime"))
            return read.Has("anychild") ? throw new SieveEvaluationException(EvaluationProblem.Wrong, ":anychild") : [message.Headers];
        if (!read.Has("anychild"))
            return [message.Headers];
        var parts = message.Whole is { } whole ? MessageFields.Parts(whole) : message.Parts;
        return parts?.Append(message.Headers) ?? throw new SieveEvaluationException(EvaluationProblem.NeedsBody, ":mime");
    }

    private bool Address(SieveTest test)
    {
        var read = Read(test, $"{MatchRun.Tags} {PartTags} last", $"{MatchRun.ValuedTags} index", 2);
        var part = Part(read);
        return Match(read).Any(Strings(read, 0).SelectMany(name => Indexed(MessageFields.Named(message.Headers, name), read)).SelectMany(header => MessageFields.Addresses(header, part)), Strings(read, 1));
    }

    private bool Envelope(SieveTest test)
    {
        var read = Read(test, $"{MatchRun.Tags} {PartTags}", MatchRun.ValuedTags, 2);
        var part = Part(read);
        var values = Strings(read, 0).Select(field => field.ToLowerInvariant() switch
        {
            "from" => message.Sender ?? Path("Return-Path", field),
            "to" => message.Recipient ?? Path("Delivered-To", field),
            _ => throw new SieveEvaluationException(EvaluationProblem.NotImitated, field),
        });
        return Match(read).Any(values.OfType<string>().Select(address => MessageFields.Part(address, part)).OfType<string>(), Strings(read, 1));
    }

    private string? Path(string name, string field) =>
        MessageFields.Texts(message.Headers, name).FirstOrDefault()?.TrimStart('<').TrimEnd('>')
        ?? (message.Delivered is null ? null : throw new SieveEvaluationException(EvaluationProblem.NotKnown, $"envelope {field}"));

    private bool Size(SieveTest test)
    {
        var read = Read(test, "over under", "", 1);
        if (read.Positional[0] is not SieveArgument.Number limit || read.Has("over") == read.Has("under"))
            throw new SieveEvaluationException(EvaluationProblem.Wrong, "size");
        return read.Has("over") ? message.Octets > limit.Value : message.Octets < limit.Value;
    }

    private bool Body(SieveTest test)
    {
        var read = Read(test, $"{MatchRun.Tags} raw text", $"{MatchRun.ValuedTags} content", 1);
        var whole = message.Whole ?? throw new SieveEvaluationException(EvaluationProblem.NeedsBody, "body");
        var values = read.Has("raw") ? [MessageFields.Raw(whole)]
            : read.List("content") is { } types ? MessageFields.Contents(whole, [.. types.Values.Select(variables.Expand)])
            : MessageFields.ReadTexts(whole);
        return Match(read).Any(values, Strings(read, 0));
    }

    private bool Date(SieveTest test)
    {
        var read = Read(test, $"{MatchRun.Tags} originalzone last", $"{MatchRun.ValuedTags} zone index", 3);
        var (name, part) = (Strings(read, 0).First(), Strings(read, 1).First());
        // RFC 5260 4: of a field with more than a date, such as Received, what is behind the last semicolon.
        var dates = Indexed(MessageFields.Named(message.Headers, name), read)
            .Select(header => DateUtils.TryParse(header.Value[(header.Value.LastIndexOf(';') + 1)..].Trim(), out var date) ? date : (DateTimeOffset?)null)
            .OfType<DateTimeOffset>().Select(date => Text(read.Has("originalzone") ? date : In(date, read), part));
        return Match(read).Any(dates, Strings(read, 2));
    }

    private bool CurrentDate(SieveTest test)
    {
        var read = Read(test, MatchRun.Tags, $"{MatchRun.ValuedTags} zone", 2);
        return Match(read).Any([Text(In(message.Delivered ?? time.GetUtcNow(), read), Strings(read, 0).First())], Strings(read, 1));
    }

    private static string Text(DateTimeOffset date, string part) => DateText.Part(date, part) ?? throw new SieveEvaluationException(EvaluationProblem.Wrong, part);

    private DateTimeOffset In(DateTimeOffset date, ArgumentReading read)
    {
        if (!read.Has("zone"))
            return TimeZoneInfo.ConvertTime(date, time.LocalTimeZone);
        var zone = variables.Expand(read.Text("zone") ?? "");
        return date.ToOffset(DateText.Zone(zone) ?? throw new SieveEvaluationException(EvaluationProblem.Wrong, zone));
    }

    private bool HasFlag(SieveTest test)
    {
        var read = Read(test, MatchRun.Tags, MatchRun.ValuedTags, null);
        var keys = read.Positional.Count;
        if (keys is not (1 or 2))
            throw new SieveEvaluationException(EvaluationProblem.Wrong, "hasflag");
        var names = keys == 2 ? Strings(read, 0) : [""];
        return Match(read).Any(FlagList.Read(names.Select(variables.Get)), FlagList.Read(Strings(read, keys - 1)));
    }

    private static IEnumerable<T> Indexed<T>(IEnumerable<T> values, ArgumentReading read)
    {
        if (read.Number("index") is not { } index)
            return values;
        var all = values.ToList();
        if (read.Has("last"))
            all.Reverse();
        return index >= 1 && index <= all.Count ? [all[(int)index - 1]] : [];
    }

    private static AddressPart Part(ArgumentReading read) =>
        RuleWords.AddressParts.Where(known => read.Has(known.Tag)).Select(known => known.Part).FirstOrDefault(AddressPart.All);

    private MatchRun Match(ArgumentReading read) => new(read, variables, limit);

    private IEnumerable<string> Strings(ArgumentReading read, int index) =>
        read.Strings(index)?.Values.Select(variables.Expand) ?? throw new SieveEvaluationException(EvaluationProblem.Wrong, "string");

    private static ArgumentReading Read(SieveTest test, string plain, string valued, int? count) =>
        ArgumentReading.Of(test.Arguments, plain, valued) is { } read && (count is null || read.Positional.Count == count)
            ? read : throw new SieveEvaluationException(test.Arguments.OfType<SieveArgument.Tag>().Any() ? EvaluationProblem.NotImitated : EvaluationProblem.Wrong, test.Name);
}

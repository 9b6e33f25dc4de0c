using System.Globalization;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.Editing;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Filters.Sentences;

/// <summary>Says a condition of a rule, as it stands behind "if".</summary>
internal static class TestSentence
{
    /// <summary>The condition in pieces.</summary>
    public static IReadOnlyList<SentencePart> Of(FilterTest test, string row, SentenceWords words)
    {
        return test switch
        {
            FilterTest.Header header => Says(header, header.Match, words.Fill(HeaderKey(header), Part(words.Values(header.Names)))),
            FilterTest.Address address => Says(address, address.Match, words.Fill($"Part_{address.Part}", words.Fill(AddressKey(address), Part(words.Values(address.Headers))))),
            FilterTest.Envelope envelope => Says(envelope, envelope.Match, words.Fill($"Part_{envelope.Part}", words.Fill($"Of_Envelope{envelope.Field}"))),
            FilterTest.Body body => Says(body, body.Match, words.Fill("Of_Body")),
            FilterTest.Size size => words.Fill($"Size{Not(size)}_{(size.IsOver ? "Over" : "Under")}", Part(ByteSize.Format(size.Octets))),
            FilterTest.Attachment => words.Fill("HasFile", Part(words[test.IsNegated ? "HasFile_None" : "HasFile_Some"])),
            FilterTest.Exists exists => words.Fill($"Exists{Not(exists)}_{(exists.Names.Length == 1 ? "One" : "Many")}", Part(words.Values(exists.Names, "List_And"))),
            FilterTest.Date date => Date(date),
            FilterTest.SpamScore score => Negated(score, Stands("Value", score.Relation, score.IsNegated, Marked(words.Fill("Of_Spam")), $"{score.Score}"), score.Relation),
            FilterTest.Duplicate duplicate => Negated(duplicate, words.Fill(
                duplicate.Within is null ? "Duplicate_Ever" : "Duplicate_Within", Part(words["Duplicate_It"]), Part(duplicate.Within is { } within ? words.Span(within) : "")), null),
            _ => throw new ArgumentOutOfRangeException(nameof(test)),
        };

        IReadOnlyList<SentencePart> Part(string text) => [new SentencePart(text, row)];

        IReadOnlyList<SentencePart> Marked(IReadOnlyList<SentencePart> parts) => [new SentencePart(string.Concat(parts.Select(part => part.Text)), row)];

        IReadOnlyList<SentencePart> Says(FilterTest asked, TextMatch match, IReadOnlyList<SentencePart> field) =>
            words.Fill($"Says{Not(asked)}_{match.Kind}", Marked(field), Part(words.Values(match.Keys)));

        IReadOnlyList<SentencePart> Stands(string kind, Relation relation, bool isNegated, IReadOnlyList<SentencePart> what, string value) =>
            words.Fill($"{kind}{(isNegated && relation == Relation.Is ? "Not" : "")}_{relation}", what, Part(value));

        // Where there is no sentence of its own for it.
        IReadOnlyList<SentencePart> Negated(FilterTest asked, IReadOnlyList<SentencePart> said, Relation? relation) =>
            asked.IsNegated && relation != Relation.Is ? words.Fill("Not", said) : said;

        IReadOnlyList<SentencePart> Date(FilterTest.Date date)
        {
            var part = Part(words[$"DatePart_{date.Part}"]);
            var what = date.Field switch
            {
                null => words.Fill("Date_Arrival", part),
                var field when field.Equals("Date", StringComparison.OrdinalIgnoreCase) => words.Fill("Date_Sent", part),
                var field => words.Fill("Date_Field", part, Part(words.Values([field]))),
            };
            var kind = DateParts.KindOf(date.Part);
            return Negated(date, Stands(kind, date.Relation, date.IsNegated, Marked(what), words.Plain([.. date.Values.Select(value => DateValue(date.Part, value, words))])), date.Relation);
        }
    }

    /// <summary>A value of a date-part as a person writes it; what is none, as it is.</summary>
    private static string DateValue(string part, string value, SentenceWords words)
    {
        var culture = CultureInfo.CurrentCulture;
        return part switch
        {
            "date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString(words["Day_Format"], culture),
            "time" when TimeOnly.TryParseExact(value, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time.ToString("t", culture),
            "weekday" when value is [>= '0' and <= '6'] => culture.DateTimeFormat.DayNames[value[0] - '0'],
            "month" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 => culture.DateTimeFormat.MonthNames[month - 1],
            _ => value.Length == 0 ? words["Sentence_Missing"] : value,
        };
    }

    private static string Not(FilterTest test) => test.IsNegated ? "Not" : "";

    private static string HeaderKey(FilterTest.Header header) => TestKinds.Of(header) switch
    {
        TestKind.Subject => "Of_Subject",
        TestKind.MailingList => "Of_List",
        _ => header.Names.Length > 1 ? "Of_Header_Many" : "Of_Header_One",
    };

    private static string AddressKey(FilterTest.Address address) => TestKinds.Of(address) switch
    {
        TestKind.Sender => "Of_Sender",
        TestKind.Recipient => "Of_Recipient",
        TestKind.AnyRecipient => "Of_AnyRecipient",
        _ => address.Headers.Length > 1 ? "Of_Address_Many" : "Of_Address_One",
    };
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MailKit;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Filtering;

/// <summary>What of a message a rule asks for; nothing else is fetched.</summary>
/// <param name="Fields">Header fields by name.</param>
/// <param name="Parts">The structure, for attachments.</param>
/// <param name="Text">The text itself.</param>
internal sealed partial record RuleNeeds(ImmutableHashSet<string> Fields, bool Parts, bool Text)
{
    private static readonly RuleNeeds Nothing = new(ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase), false, false);

    /// <summary>The FETCH of what a message is beside its text.</summary>
    public static FetchRequest Dates { get; } = new(MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate);

    /// <summary>What a condition asks for.</summary>
    public static RuleNeeds Of(FilterTest test, SieveFeatures features) => test switch
    {
        FilterTest.Group group => group.Tests.Select(inner => Of(inner, features)).Aggregate(Nothing, Together),
        FilterTest.Header header => Named(header.Names),
        FilterTest.Address address => Named(address.Headers),
        // What a server wrote down of the envelope when it delivered (RFC 5321 4.4, RFC 9228).
        FilterTest.Envelope envelope => Named([envelope.Field == EnvelopeField.From ? "Return-Path" : "Delivered-To"]),
        FilterTest.Exists exists => Named(exists.Names),
        FilterTest.Date { Field: { } field } => Named([field]),
        FilterTest.Attachment when features.Has("mime") => Named(["Content-Disposition"]) with { Parts = true },
        FilterTest.Attachment => Named(["Content-Type"]),
        FilterTest.Body => Nothing with { Text = true },
        _ => Nothing,
    };

    /// <summary>
    /// Whether the name of a field can stand in a command as it is. RFC 5322 2.2 allows quotes and parentheses in names, which are no part
    /// of an atom (RFC 9051 4.1), and MailKit writes them as they are.
    /// </summary>
    public static bool IsAtom(string field) => Atom().IsMatch(field);

    /// <summary>The FETCH for it, without the text. Flags and all that a list shows are not in it.</summary>
    public FetchRequest Request()
    {
        var items = Dates.Items;
        if (Parts)
            items |= MessageSummaryItems.BodyStructure;
        return Fields.IsEmpty ? new FetchRequest(items)
            : Fields.All(IsAtom) ? new FetchRequest(items, Fields)
            : new FetchRequest(items | MessageSummaryItems.Headers);
    }

    private static RuleNeeds Named(IEnumerable<string> names) => Nothing with { Fields = Nothing.Fields.Union(names) };

    private static RuleNeeds Together(RuleNeeds one, RuleNeeds other) => new(one.Fields.Union(other.Fields), one.Parts || other.Parts, one.Text || other.Text);

    [GeneratedRegex(@"^[A-Za-z0-9!#$&'+,./<=>?@^_`|~-]+\z")]
    private static partial Regex Atom();
}

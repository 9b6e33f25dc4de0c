using System.Collections.Immutable;
using MimeKit;
using MimeKit.Utils;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>A conversation that a person does not want to hear of: what comes in it is read and filed away.</summary>
/// <param name="Subject">What the rule is called.</param>
/// <param name="MessageIds">Of the message that began it and the one that was looked at, with angle brackets. An answer names them (RFC 5322 3.6.4).</param>
public sealed record ConversationMute(string Subject, ImmutableArray<string> MessageIds)
{
    // More is no identifier but an attack on the script; RFC 5322 2.1.1 has 998 characters for a line.
    private const int LongestId = 900;

    /// <summary>The conversation of a message; null if the message has no identifier that an answer could name.</summary>
    /// <param name="headers">Its header.</param>
    /// <param name="subject">What the rule is called.</param>
    public static ConversationMute? Of(HeaderList headers, string subject)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var ids = new[] { HeaderId.References, HeaderId.InReplyTo }.SelectMany(field => MimeUtils.EnumerateReferences(headers[field] ?? "")).Take(1)
            .Concat(MimeUtils.EnumerateReferences(headers[HeaderId.MessageId] ?? "").Take(1))
            .Where(id => id.Length is > 0 and <= LongestId && !id.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
            .Select(id => $"<{id}>").Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        return ids.IsEmpty ? null : new ConversationMute(subject, ids);
    }

    /// <summary>Whether the script mutes the conversation already.</summary>
    public bool IsIn(FilterScript script) =>
        script.Entries.OfType<FilterEntry.Known>().Any(entry => entry.Rule is { Kind: RuleKind.Muted, IsEnabled: true } rule && IsFor(rule));

    /// <summary>The script that mutes the conversation too: before all filters, as they may stop.</summary>
    /// <param name="script">The script.</param>
    /// <param name="archive">IMAP name of the mailbox to file it in.</param>
    /// <param name="features">What the server can do.</param>
    public FilterScript Put(FilterScript script, string archive, SieveFeatures features)
    {
        var without = RemoveFrom(script);
        return without.Insert(without.BehindKinds(RuleKind.Blocked, RuleKind.Vacation, RuleKind.Forwarding, RuleKind.Muted), Rule(archive), features);
    }

    /// <summary>The script without this mute, whether it was on or off.</summary>
    public FilterScript RemoveFrom(FilterScript script)
    {
        for (var i = script.Entries.Length - 1; i >= 0; i--)
        {
            if (script.Entries[i] is FilterEntry.Known { Owner: RuleOwner.Webmail, Rule: { Kind: RuleKind.Muted } rule } && IsFor(rule))
                script = script.Remove(i);
        }

        return script;
    }

    /// <summary>What keeps it from being written.</summary>
    public IReadOnlyList<RuleProblem> Problems(string archive, SieveFeatures features, bool expands) => RuleCheck.Problems(Rule(archive), features, expands);

    private FilterRule Rule(string archive) => new()
    {
        Name = Subject,
        Kind = RuleKind.Muted,
        Condition = new FilterTest.Group(GroupMode.All, [new FilterTest.Header(["References", "In-Reply-To"], new TextMatch(MatchKind.Contains, MessageIds))]),
        Actions = [new FilterAction.ChangeFlags(FlagChange.Add, [@"\Seen"]), new FilterAction.FileInto(archive, Create: true, SpecialUse: @"\Archive"), new FilterAction.Stop()],
    };

    private bool IsFor(FilterRule rule) =>
        rule.Condition is { IsNegated: false, Tests: [FilterTest.Header { IsNegated: false, Names: ["References", "In-Reply-To"], Match: { Kind: MatchKind.Contains, Keys: var keys } }] }
        && keys.Length > 0 && MessageIds.Contains(keys[0], StringComparer.OrdinalIgnoreCase);
}

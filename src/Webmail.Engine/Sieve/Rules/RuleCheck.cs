using System.Text.RegularExpressions;
using MimeKit;
using Webmail.Engine.Sieve.Evaluation;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Finds what is wrong with a rule before it is written.</summary>
public static partial class RuleCheck
{
    /// <summary>A group, and groups in it.</summary>
    public const int MaxGroups = 2;

    // RFC 5228 2.4.1: every server has numbers of 31 bits.
    private const long MaxNumber = int.MaxValue;
    private static readonly string[] SystemFlags = [@"\Seen", @"\Answered", @"\Flagged", @"\Deleted", @"\Draft"];

    /// <summary>All that is wrong; none: it can be written.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="features">What the server can do.</param>
    /// <param name="expands">Whether the script it goes into uses variables or encoded characters.</param>
    public static IReadOnlyList<RuleProblem> Problems(FilterRule rule, SieveFeatures features, bool expands = false)
    {
        var problems = new List<RuleProblem>();
        if (rule.Actions.IsEmpty)
            problems.Add(new RuleProblem(RuleProblemKind.NoAction, ""));
        Check(rule.Condition, 1, problems);
        foreach (var action in rule.Actions)
            Check(action, features, problems);
        if (features.MaxRedirects is { } most && rule.Actions.OfType<FilterAction.Redirect>().Count() > most)
            problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, "redirect"));
        // What could not be written can't be asked what it needs.
        if (problems.Count > 0)
            return problems;
        var written = new RuleWriter(features, "\r\n").Write(rule);
        if (!SieveScript.TryParse(written, out var script, out _))
            throw new InvalidOperationException("A rule was written that is no Sieve.");
        problems.AddRange(SieveExtensions.UsedBy(script.Commands).Where(extension => !features.Has(extension)).Order(StringComparer.Ordinal)
            .Select(extension => new RuleProblem(RuleProblemKind.NotOffered, extension)));
        if (expands && Expansion().Match(written) is { Success: true } expansion)
            problems.Add(new RuleProblem(RuleProblemKind.WouldBeReplaced, expansion.Value));
        return problems;
    }

    private static void Check(FilterTest test, int depth, List<RuleProblem> problems)
    {
        switch (test)
        {
            case FilterTest.Group group when depth > MaxGroups:
                problems.Add(new RuleProblem(RuleProblemKind.NestedTooDeep, ""));
                break;
            case FilterTest.Group group:
                if (depth > 1 && group.Tests.IsEmpty)
                    problems.Add(new RuleProblem(RuleProblemKind.Empty, "group"));
                foreach (var inner in group.Tests)
                    Check(inner, depth + 1, problems);
                break;
            case FilterTest.Header header:
                Names(header.Names, problems);
                Check(header.Match, problems);
                break;
            case FilterTest.Address address:
                Names(address.Headers, problems);
                Check(address.Match, problems);
                break;
            case FilterTest.Envelope envelope:
                Check(envelope.Match, problems);
                break;
            case FilterTest.Body body:
                Check(body.Match, problems);
                break;
            case FilterTest.Exists exists:
                Names(exists.Names, problems);
                break;
            case FilterTest.Size { Octets: < 0 or > MaxNumber } size:
                problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, $"{size.Octets}"));
                break;
            case FilterTest.SpamScore { Score: < 0 or > 10 } score:
                problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, $"{score.Score}"));
                break;
            case FilterTest.Duplicate { Within: { TotalSeconds: < 1 or > MaxNumber } within }:
                problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, $"{within}"));
                break;
            case FilterTest.Date date:
                if (date.Field is { } name)
                    Names([name], problems);
                if (!RuleWords.DateParts.Contains(date.Part))
                    problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, date.Part));
                if (date.Zone is { } zone && !Zone().IsMatch(zone))
                    problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, zone));
                Check(new TextMatch(MatchKind.Is, date.Values), problems);
                break;
        }
    }

    private static void Check(TextMatch match, List<RuleProblem> problems)
    {
        if (match.Keys.IsEmpty || match.Keys.Contains(""))
            problems.Add(new RuleProblem(RuleProblemKind.Empty, ""));
        foreach (var key in match.Keys)
        {
            Line(key, problems);
            if (match.Kind == MatchKind.Regex && SievePattern.Compile(key) is null)
                problems.Add(new RuleProblem(RuleProblemKind.BadPattern, key));
        }
    }

    private static void Check(FilterAction action, SieveFeatures features, List<RuleProblem> problems)
    {
        switch (action)
        {
            case FilterAction.FileInto into:
                Filled(into.Mailbox, "mailbox", problems);
                Line(into.Mailbox, problems);
                Line(into.SpecialUse ?? "", problems);
                break;
            case FilterAction.ChangeFlags flags:
                if (flags.Flags.IsEmpty)
                    problems.Add(new RuleProblem(RuleProblemKind.Empty, "flag"));
                problems.AddRange(flags.Flags.Where(flag => !SystemFlags.Contains(flag, StringComparer.OrdinalIgnoreCase) && !Keyword().IsMatch(flag))
                    .Select(flag => new RuleProblem(RuleProblemKind.BadFlag, flag)));
                break;
            case FilterAction.Redirect redirect:
                Address(redirect.Address, problems);
                break;
            case FilterAction.Reject reject:
                Filled(reject.Reason, "reason", problems);
                Text(reject.Reason, problems);
                break;
            case FilterAction.Notify notify:
                Line(notify.Method, problems);
                Text(notify.Message ?? "", problems);
                if (!Uri.TryCreate(notify.Method, UriKind.Absolute, out var uri) || !features.NotifyMethods.Contains(uri.Scheme))
                    problems.Add(new RuleProblem(RuleProblemKind.NotOffered, notify.Method));
                break;
            case FilterAction.Reply { Vacation: var vacation }:
                Filled(vacation.Text, "text", problems);
                Text(vacation.Text, problems);
                Line(vacation.Subject ?? "", problems);
                Line(vacation.Handle ?? "", problems);
                foreach (var address in vacation.From is { } from ? vacation.Addresses.Add(from) : vacation.Addresses)
                    Address(address, problems);
                if (vacation.Between is { TotalSeconds: < 0 or > MaxNumber } between)
                    problems.Add(new RuleProblem(RuleProblemKind.OutOfRange, $"{between}"));
                break;
        }
    }

    private static void Names(IReadOnlyCollection<string> names, List<RuleProblem> problems)
    {
        if (names.Count == 0)
            problems.Add(new RuleProblem(RuleProblemKind.Empty, "header"));
        problems.AddRange(names.Where(name => !HeaderName().IsMatch(name)).Select(name => new RuleProblem(RuleProblemKind.BadHeaderName, name)));
    }

    private static void Address(string address, List<RuleProblem> problems)
    {
        if (address.Any(char.IsControl) || !MailboxAddress.TryParse(address, out var mailbox) || mailbox.Domain.Length == 0 || mailbox.LocalPart.Length == 0)
            problems.Add(new RuleProblem(RuleProblemKind.BadAddress, address));
        else
            Line(address, problems);
    }

    private static void Filled(string text, string what, List<RuleProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(new RuleProblem(RuleProblemKind.Empty, what));
    }

    private static void Line(string text, List<RuleProblem> problems)
    {
        if (text.Any(char.IsControl) || HasHalfCharacter(text))
            problems.Add(new RuleProblem(RuleProblemKind.BadCharacter, text));
    }

    private static void Text(string text, List<RuleProblem> problems)
    {
        if (text.Any(character => char.IsControl(character) && character is not ('\r' or '\n' or '\t')) || HasHalfCharacter(text))
            problems.Add(new RuleProblem(RuleProblemKind.BadCharacter, text));
    }

    private static bool HasHalfCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"^[!-9;-~]+\z")]
    private static partial Regex HeaderName();

    // RFC 9051 9: an atom. Servers limit its length differently; nobody needs more than 64.
    [GeneratedRegex(@"^[^\x00-\x20\x7f-\uffff(){%*""\\\]]{1,64}\z")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"^[+-][0-9]{4}\z")]
    private static partial Regex Zone();

    // RFC 5229 3 and RFC 5228 2.4.2.4.
    [GeneratedRegex(@"\$\{[^}""]*\}")]
    private static partial Regex Expansion();
}

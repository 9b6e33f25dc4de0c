using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MailKit;
using MimeKit;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Filtering;

/// <summary>Proposes rules for messages like a given one.</summary>
internal static partial class RuleProposals
{
    // A line of a subject; more makes no better rule.
    private const int MostOfSubject = 120;

    /// <summary>The FETCH for it.</summary>
    public static FetchRequest Request { get; } = new(MessageSummaryItems.UniqueId, ["From", "To", "Cc", "Subject", "List-Id", "List-Post"]);

    /// <summary>What a header proposes; each proposal can be written as a rule.</summary>
    public static ImmutableArray<RuleProposal> Of(HeaderList headers)
    {
        var found = new List<RuleProposal>();
        var list = ListId().Match(headers[HeaderId.ListId] ?? "") is { Success: true } id ? id.Groups[1].Value : null;
        if (list is not null)
            found.Add(new RuleProposal(ProposalKind.List, list, new FilterTest.Header(["List-Id"], new TextMatch(MatchKind.Contains, [$"<{list}>"]))));
        if (Addresses(headers, HeaderId.From).FirstOrDefault() is { } sender)
            found.Add(new RuleProposal(ProposalKind.Sender, sender, new FilterTest.Address(["From"], AddressPart.All, new TextMatch(MatchKind.Is, [sender]))));
        if (ListAddress(headers, list is not null) is { } recipient)
            found.Add(new RuleProposal(ProposalKind.Recipient, recipient, new FilterTest.Address(["To", "Cc"], AddressPart.All, new TextMatch(MatchKind.Is, [recipient]))));
        var subject = Prefix().Replace(headers[HeaderId.Subject]?.Trim() ?? "", "", 1).Trim();
        subject = Controls().Replace(Cut(subject), " ");
        if (subject.Length > 0)
            found.Add(new RuleProposal(ProposalKind.Subject, subject, new FilterTest.Header(["Subject"], new TextMatch(MatchKind.Contains, [subject]))));
        return [.. found.Where(proposal => CanBeWritten(proposal.Test))];
    }

    private static string Cut(string subject)
    {
        if (subject.Length <= MostOfSubject)
            return subject;
        var end = subject.LastIndexOf(' ', MostOfSubject);
        return subject[..(end > 0 ? end : MostOfSubject)];
    }

    private static string? ListAddress(HeaderList headers, bool isList)
    {
        if (ListPost().Match(headers[HeaderId.ListPost] ?? "") is { Success: true } post)
            return Uri.UnescapeDataString(post.Groups[1].Value);
        return isList ? Addresses(headers, HeaderId.To).Concat(Addresses(headers, HeaderId.Cc)).FirstOrDefault() : null;
    }

    private static IEnumerable<string> Addresses(HeaderList headers, HeaderId field) =>
        InternetAddressList.TryParse(headers[field] ?? "", out var list) ? list.Mailboxes.Select(mailbox => mailbox.Address).Where(address => address.Contains('@', StringComparison.Ordinal)) : [];

    private static bool CanBeWritten(FilterTest test) =>
        RuleCheck.Problems(new FilterRule { Condition = new(GroupMode.All, [test]), Actions = [new FilterAction.Keep()] }, new SieveFeatures([], [], null)).Count == 0;

    // RFC 2919 3: the identifier stands in the last angle brackets; some programs write it alone.
    [GeneratedRegex(@"(?:<|\A\s*)([^<>\s]+)>?\s*\z")]
    private static partial Regex ListId();

    // RFC 2369 3.4.
    [GeneratedRegex(@"<mailto:([^?>\s]+@[^?>\s]+)[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex ListPost();

    // Replies and forwards belong to the conversation; in whatever language the mark was written.
    [GeneratedRegex(@"\A(?:(?:re|aw|antw|sv|vs|odp|rif|ynt|回复|回覆|答复|fwd?|wg|tr|vb|vl|转发|轉寄)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]\s*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"[\p{Cc}\s]+")]
    private static partial Regex Controls();
}

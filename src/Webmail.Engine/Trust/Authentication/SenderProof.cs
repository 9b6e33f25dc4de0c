using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Trust.Authentication;

/// <summary>What the person's own mail server found out about where a message comes from, folded into one verdict.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Server">Who looked; empty if nobody who is believed.</param>
/// <param name="Results">What was found, in the server's order.</param>
/// <remarks>See docs/adr/0019 for whose results are believed, and why nothing else makes a message trusted.</remarks>
public sealed partial record SenderProof(SenderVerdict Verdict, string Server, ImmutableArray<MethodResult> Results)
{
    /// <summary>Nobody who is believed has looked.</summary>
    public static readonly SenderProof None = new(SenderVerdict.Unknown, "", []);

    /// <summary>Reads the verdict of the topmost field of a believed server: what stands below may have come with the message.</summary>
    /// <param name="fields">The message's Authentication-Results, topmost first.</param>
    /// <param name="from">The authors.</param>
    /// <param name="believed">Whose results are believed: authserv-ids.</param>
    public static SenderProof Of(ImmutableArray<AuthenticationResults> fields, ImmutableArray<Correspondent> from, IReadOnlyCollection<string> believed)
    {
        ArgumentNullException.ThrowIfNull(believed);
        var field = fields.FirstOrDefault(field => field.Server.Length > 0 && believed.Any(server => string.Equals(server.Trim().TrimEnd('.'), field.Server, StringComparison.OrdinalIgnoreCase)));
        return field is null ? None : new SenderProof(Fold(field.Results, from), field.Server, field.Results);
    }

    /// <summary>Whether a signature of this domain was found to be good.</summary>
    public bool IsSignedBy(string domain) => Results.Any(result => result is { Method: "dkim", Result: "pass" } && result.Signer == DomainName.Ascii(domain));

    private static SenderVerdict Fold(ImmutableArray<MethodResult> results, ImmutableArray<Correspondent> from)
    {
        // A second author is one that no server looks at, and some programs show that one alone.
        if (from is not [var author] || DomainName.Ascii(DomainName.Of(author.Address)) is not { Length: > 0 } domain)
            return SenderVerdict.Unproven;
        var about = results.Where(result => result.Method == "dmarc" && (result.Domain("header", "from") is not { } named || named == domain)).ToList();
        if (about.Exists(static result => result.Result == "fail"))
            return about.Exists(AsksForNothing) ? SenderVerdict.Unproven : SenderVerdict.Failed;
        // A proof names whom it is about; without it, it might be another's.
        if (about.Exists(static result => result.Result == "pass" && result.Domain("header", "from") is not null))
            return SenderVerdict.Proven;
        return results.Any(result => result is { Method: "dkim", Result: "pass" } && result.Signer is { } signer && signer.Contains('.', StringComparison.Ordinal) && DomainName.IsWithin(domain, signer))
            ? SenderVerdict.Proven
            : SenderVerdict.Unproven;
    }

    /// <summary>The domain's policy is <c>none</c>: it only watches, so that a failure is no statement of its own (RFC 7489 6.3).</summary>
    private static bool AsksForNothing(MethodResult result) =>
        result.Properties.Any(static property => property.Name is "policy" or "dmarc" or "p" or "published-domain-policy" && property.Value.Equals("none", StringComparison.OrdinalIgnoreCase))
        || PolicyInComment().Match(result.Comment) is { Success: true } match && match.Groups[1].Value.Equals("none", StringComparison.OrdinalIgnoreCase);

    // As OpenDMARC, Google, Fastmail and Rspamd write it, the last one behind the properties: no server has a field for it.
    [GeneratedRegex(@"(?:^|[\s,;])(?:p|policy)=(\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PolicyInComment();
}

using System.Collections.Immutable;
using Webmail.Engine.Trust.Authentication;

namespace Webmail.Engine.Trust.Lists;

/// <summary>The ways in which a list lets people go (RFC 2369 3.2, RFC 8058). All of it is what a stranger wrote.</summary>
/// <param name="OneClick">Where a single request ends the subscription; null if the list does not offer that.</param>
/// <param name="Mail">The message that ends it; null if none does.</param>
/// <param name="Page">A page on which it can be ended; null if there is none.</param>
/// <param name="Signers">The domains whose signature covers the fields that offer this (DKIM, RFC 6376).</param>
public sealed record UnsubscribeOffer(Uri? OneClick, UnsubscribeMail? Mail, Uri? Page, ImmutableArray<string> Signers)
{
    /// <summary>Ways that are read of one field; lists name two.</summary>
    private const int MaxWays = 10;

    /// <summary>Characters of an address. Some carry a sealed token.</summary>
    private const int LongestAddress = 8_000;

    /// <summary>Reads a message's fields; null if it offers nothing that can be used.</summary>
    /// <param name="unsubscribe">All fields List-Unsubscribe, without what folded them.</param>
    /// <param name="post">All fields List-Unsubscribe-Post.</param>
    /// <param name="signatures">All fields DKIM-Signature.</param>
    public static UnsubscribeOffer? Read(IReadOnlyList<string> unsubscribe, IReadOnlyList<string> post, IEnumerable<string> signatures)
    {
        ArgumentNullException.ThrowIfNull(unsubscribe);
        ArgumentNullException.ThrowIfNull(post);
        if (unsubscribe.Count == 0)
            return null;
        var ways = Ways(unsubscribe[0]).ToList();
        var mail = ways.Select(UnsubscribeMail.Read).FirstOrDefault(static read => read is not null);
        var pages = ways.Select(ReadPage).OfType<Uri>().ToList();
        var secure = pages.FirstOrDefault(static page => page.Scheme == Uri.UriSchemeHttps);
        // A second field of the same name is one that the signature may not have meant.
        var isOneClick = unsubscribe.Count == 1 && post.Count == 1 && string.Concat(post[0].Where(static c => !char.IsWhiteSpace(c))).Equals("List-Unsubscribe=One-Click", StringComparison.OrdinalIgnoreCase);
        var offer = new UnsubscribeOffer(isOneClick ? secure : null, mail, secure ?? pages.FirstOrDefault(), isOneClick ? [.. Covering(signatures)] : []);
        return offer is { Mail: null, Page: null } ? null : offer;
    }

    /// <summary>
    /// Whether one request may be sent without the person seeing the page: the signature that covers the offer was found good by a server
    /// that is believed (RFC 8058 4). Without it anybody could make this host ask for whatever address they like.
    /// </summary>
    public bool IsOneClickProven(SenderProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return OneClick is not null && Signers.Any(proof.IsSignedBy);
    }

    private static IEnumerable<string> Ways(string field)
    {
        var at = 0;
        for (var count = 0; count < MaxWays; count++)
        {
            var start = field.IndexOf('<', at);
            var end = start < 0 ? -1 : field.IndexOf('>', start);
            if (end < 0)
                yield break;
            // RFC 2369 2: white space within the brackets is from folding.
            if (end - start < LongestAddress)
                yield return string.Concat(field[(start + 1)..end].Where(static c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
            at = end + 1;
        }
    }

    private static Uri? ReadPage(string way) =>
        (way.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || way.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(way, UriKind.Absolute, out var page) && page.Host.Length > 0 && page.UserInfo.Length == 0 ? page : null;

    /// <summary>
    /// A server says of a domain that a signature is good, and seldom of which. So all that name it must cover both fields: beside a true one
    /// that does not, anybody could put one that does.
    /// </summary>
    private static IEnumerable<string> Covering(IEnumerable<string> signatures) =>
        signatures.Select(Tags)
            .Where(static tags => tags.GetValueOrDefault("d", "").Contains('.', StringComparison.Ordinal))
            .GroupBy(static tags => DomainName.Ascii(tags["d"]), StringComparer.Ordinal)
            .Where(static ofDomain => ofDomain.All(Covers))
            .Select(static ofDomain => ofDomain.Key);

    private static bool Covers(Dictionary<string, string> signature)
    {
        var fields = signature.GetValueOrDefault("h", "").Split(':');
        return fields.Contains("list-unsubscribe", StringComparer.OrdinalIgnoreCase) && fields.Contains("list-unsubscribe-post", StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>RFC 6376 3.2: tags with their values, between semicolons; white space is from folding. A tag that is there twice makes the list void.</summary>
    private static Dictionary<string, string> Tags(string signature)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in signature.Split(';', 40))
        {
            var pair = tag.Split('=', 2);
            if (pair.Length == 2 && !tags.TryAdd(pair[0].Trim(), string.Concat(pair[1].Where(static c => !char.IsWhiteSpace(c)))))
                return [];
        }

        return tags;
    }
}

using System.Text.RegularExpressions;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Trust.LookAlikes;

/// <summary>Whom a person knows, arranged for finding out who passes for one of them. Never changes.</summary>
public sealed partial class KnownPeople
{
    /// <summary>Nobody.</summary>
    public static readonly KnownPeople Nobody = new([]);

    /// <summary>Labels of a domain in which another one is looked for.</summary>
    private const int MaxLabels = 12;

    private readonly HashSet<string> addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> bySkeleton = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> domains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> domainBySkeleton = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> byName = new(StringComparer.Ordinal);
    private readonly List<KnownMailbox> mailboxes = [];

    /// <summary>These, the likeliest first: of several who fit the first is named.</summary>
    public KnownPeople(IEnumerable<Correspondent> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        foreach (var who in people)
        {
            if (Key(who.Address) is not { } key || !addresses.Add(key))
                continue;
            var domain = DomainName.Of(key);
            bySkeleton.TryAdd(SkeletonOf(who.Address), who.Address);
            domains.TryAdd(domain, who.Address);
            domainBySkeleton.TryAdd(Skeleton.Of(DomainName.Unicode(domain)), domain);
            mailboxes.Add(new KnownMailbox(MailboxOf(key), domain, Resemblance.Split(domain), who.Address));
            if (PersonName.Key(who.Name) is { } name)
                (byName.TryGetValue(name, out var those) ? those : byName[name] = []).Add(who.Address);
        }
    }

    /// <summary>Whether it is one of them.</summary>
    public bool Knows(string address) => Key(address) is { } key && addresses.Contains(key);

    /// <summary>Whether somebody of this domain is among them.</summary>
    public bool KnowsDomain(string domain) => domains.ContainsKey(DomainName.Ascii(domain));

    /// <summary>The known address that this one can be taken for; null if it is known itself, or like none.</summary>
    public LookAlike? FindLookAlike(string address)
    {
        if (Key(address) is not { } key || addresses.Contains(key))
            return null;
        var shown = key[..(key.LastIndexOf('@') + 1)] + DomainName.Unicode(DomainName.Of(key));
        // A capital I among small letters is drawn like an l.
        var drawn = address.Any(char.IsAsciiLetterLower) ? address.Replace('I', 'l') : address;
        if (bySkeleton.TryGetValue(SkeletonOf(key), out var known) || (Key(drawn) is { } other && bySkeleton.TryGetValue(SkeletonOf(other), out known)))
            return new LookAlike(shown, known);
        var domain = DomainName.Of(key);
        if (domains.ContainsKey(domain))
            return null;
        // Below a domain that looks like a known one is as good as that one itself.
        for (var (rest, seen) = (domain, DomainName.Ascii(DomainName.Of(drawn))); rest.Contains('.', StringComparison.Ordinal); (rest, seen) = (Below(rest), Below(seen)))
        {
            if (domains.ContainsKey(rest))
                return null;
            if (domainBySkeleton.TryGetValue(Skeleton.Of(DomainName.Unicode(rest)), out var likeDomain) || domainBySkeleton.TryGetValue(Skeleton.Of(DomainName.Unicode(seen)), out likeDomain))
                return new LookAlike(shown, domains[likeDomain]);
        }

        return Within(domain) is { } inner ? new LookAlike(shown, domains[inner]) : null;
    }

    /// <summary>The known address that this one is but for a slip; null if it is known itself, or its domain is, or it is like none.</summary>
    /// <param name="address">The address.</param>
    /// <param name="areOwn">Whether these are the person's own, so that less is enough.</param>
    public LookAlike? FindResembling(string address, bool areOwn)
    {
        if (Key(address) is not { } key || addresses.Contains(key) || mailboxes.Count == 0)
            return null;
        var (name, domain) = (MailboxOf(key), DomainName.Of(key));
        var (split, isShared, isKnown) = (Resemblance.Split(domain), SharedDomains.Contains(domain), IsAtOrBelowKnown(domain));
        foreach (var known in mailboxes)
        {
            var isSameMailbox = known.Name == name;
            var resembles = known.Domain == domain
                ? isShared && Resemblance.Run(name) == Resemblance.Run(known.Name) && !IsOneAtGmail(domain, name, known.Name)
                : !isKnown && (isSameMailbox || (!isShared && !SharedDomains.Contains(known.Domain))) && Resemblance.Holds(split, known.Split, isSameMailbox || areOwn);
            if (resembles)
                return new LookAlike(key[..(key.LastIndexOf('@') + 1)] + DomainName.Unicode(domain), known.Address);
        }

        return null;
    }

    /// <summary>
    /// The address of somebody who has this name, if none of those who have it writes from this address or its domain; else null. Names are
    /// compared as they look.
    /// </summary>
    public string? FindNamesake(string name, string address) =>
        Key(address) is { } key && PersonName.Key(name) is { } wanted && byName.TryGetValue(wanted, out var those) && !those.Exists(one => IsSameHouse(Key(one)!, key))
            ? those[0]
            : null;

    /// <summary>A domain that stands in a name, as in "example.org support", and is not one where strangers live side by side; null if there is none.</summary>
    public string? FindNamedDomain(string name)
    {
        var seen = VisibleText.Of(name);
        foreach (var match in HostInName().EnumerateMatches(seen))
        {
            var host = seen.Substring(match.Index, match.Length);
            // "example.org-support" goes on after the domain.
            var ending = host.LastIndexOf('.');
            var cut = host.IndexOf('-', ending) is var hyphen and > 0 ? host[..hyphen] : host;
            for (var rest = Skeleton.Of(DomainName.Unicode(cut)); rest.Contains('.', StringComparison.Ordinal); rest = Below(rest))
            {
                if (domainBySkeleton.TryGetValue(rest, out var domain) && !SharedDomains.Contains(domain))
                    return domain;
            }
        }

        return null;
    }

    /// <summary>A known domain that stands within another one, with dots or hyphens: <c>bank.example</c> in <c>bank.example.evil.test</c>.</summary>
    private string? Within(string domain)
    {
        var labels = DomainName.Unicode(domain).Split('.', MaxLabels + 1);
        var most = Math.Min(labels.Length, MaxLabels);
        for (var start = 0; start < most; start++)
        {
            // What is followed by one label alone is more often the same firm in another country.
            for (var end = start + 2; end <= most - 2; end++)
            {
                if (domainBySkeleton.TryGetValue(Skeleton.Of(string.Join('.', labels[start..end])), out var known))
                    return known;
            }

            var pieces = start < labels.Length - 1 ? labels[start].Split('-', MaxLabels + 1) : [];
            for (var from = 0; from < pieces.Length; from++)
            {
                for (var end = from + 2; end <= Math.Min(pieces.Length, MaxLabels); end++)
                {
                    if (domainBySkeleton.TryGetValue(Skeleton.Of(string.Join('.', pieces[from..end])), out var known))
                        return known;
                }
            }
        }

        return null;
    }

    /// <summary>Whether both belong to one house: where strangers live side by side, none do.</summary>
    private static bool IsSameHouse(string one, string other) =>
        one == other || (DomainName.AreOneSite(DomainName.Of(one), DomainName.Of(other)) && !SharedDomains.Contains(DomainName.Of(one)));

    /// <summary>Gmail leaves dots out: it is the same mailbox there.</summary>
    private static bool IsOneAtGmail(string domain, string name, string known) =>
        domain is "gmail.com" or "googlemail.com" && name.Replace(".", "", StringComparison.Ordinal) == known.Replace(".", "", StringComparison.Ordinal);

    private bool IsAtOrBelowKnown(string domain)
    {
        for (var rest = domain; rest.Contains('.', StringComparison.Ordinal); rest = Below(rest))
        {
            if (domains.ContainsKey(rest))
                return true;
        }

        return false;
    }

    private static string Below(string domain) => domain[(domain.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>An address with its domain in the form of the wire, in lower case; null if it is none.</summary>
    private static string? Key(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 ? $"{address[..at].ToLowerInvariant()}@{DomainName.Ascii(address[(at + 1)..])}" : null;
    }

    private static string MailboxOf(string key) => Skeleton.Of(key[..key.LastIndexOf('@')]);

    private static string SkeletonOf(string address) => $"{MailboxOf(address)}@{Skeleton.Of(DomainName.Unicode(DomainName.Of(address)))}";

    [GeneratedRegex(@"(?<![@\w.-])[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex HostInName();

    /// <summary>Who is known, as it looks.</summary>
    private readonly record struct KnownMailbox(string Name, string Domain, (string Name, string Ending) Split, string Address);
}

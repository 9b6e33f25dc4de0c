using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Trust.LookAlikes;

/// <summary>Whom a person knows, arranged for finding out who passes for one of them. Never changes.</summary>
public sealed class KnownPeople
{
    /// <summary>Nobody.</summary>
    public static readonly KnownPeople Nobody = new([]);

    /// <summary>Characters of a name that is one word: shorter ones are shared by too many.</summary>
    private const int ShortestSingleName = 8;

    private readonly HashSet<string> addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> bySkeleton = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> domains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> domainBySkeleton = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> byName = new(StringComparer.Ordinal);

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
            if (NameKey(who.Name) is { } name)
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
        if (bySkeleton.TryGetValue(SkeletonOf(key), out var known))
            return new LookAlike(shown, known);
        var domain = DomainName.Of(key);
        if (domains.ContainsKey(domain))
            return null;
        // Below a domain that looks like a known one is as good as that one itself.
        for (var rest = domain; rest.Contains('.', StringComparison.Ordinal); rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (domains.ContainsKey(rest))
                return null;
            if (domainBySkeleton.TryGetValue(Skeleton.Of(DomainName.Unicode(rest)), out var likeDomain))
                return new LookAlike(shown, domains[likeDomain]);
        }

        return null;
    }

    /// <summary>
    /// The address of somebody who has this name, if none of those who have it writes from this address or its domain; else null. Names are
    /// compared as they look.
    /// </summary>
    public string? FindNamesake(string name, string address) =>
        Key(address) is { } key && NameKey(name) is { } wanted && byName.TryGetValue(wanted, out var those)
        && !those.Exists(one => Key(one) == key || DomainName.IsWithin(DomainName.Of(one), DomainName.Of(key)) || DomainName.IsWithin(DomainName.Of(key), DomainName.Of(one)))
            ? those[0]
            : null;

    /// <summary>An address with its domain in the form of the wire, in lower case; null if it is none.</summary>
    private static string? Key(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 ? $"{address[..at].ToLowerInvariant()}@{DomainName.Ascii(address[(at + 1)..])}" : null;
    }

    private static string SkeletonOf(string address) =>
        $"{Skeleton.Of(address[..address.LastIndexOf('@')])}@{Skeleton.Of(DomainName.Unicode(DomainName.Of(address)))}";

    /// <summary>The words of a name in one order, whichever comes first: <c>Hoffmann, Petra</c> is <c>Petra Hoffmann</c>.</summary>
    private static string? NameKey(string name)
    {
        if (name.Contains('@', StringComparison.Ordinal))
            return null;
        var words = Skeleton.Of(name).Split([' ', ',', '.', '"', '\'', '(', ')', '\u00A0'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 || (words.Length == 1 && words[0].Length >= ShortestSingleName) ? string.Join(' ', words.Order(StringComparer.Ordinal)) : null;
    }
}

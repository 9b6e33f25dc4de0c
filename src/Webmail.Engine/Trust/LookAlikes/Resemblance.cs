namespace Webmail.Engine.Trust.LookAlikes;

/// <summary>
/// Whether an address is another one but for little: a letter too many or too few, two that changed places, another ending of the domain. People
/// overlook that, although it can be seen; and now and then two firms are called so. So it is said, and nothing is turned off.
/// </summary>
internal static class Resemblance
{
    /// <summary>Letters of a name that another one may be a slip of: of shorter ones there are too many.</summary>
    private const int ShortestName = 7;

    /// <summary>The same, where the mailbox has the same name, or the name is the person's own.</summary>
    private const int ShortestCloseName = 4;

    /// <summary>A domain's name with what it ends in, both as they look: <c>bank</c> and <c>co.uk</c>.</summary>
    public static (string Name, string Ending) Split(string domain)
    {
        var site = Skeleton.Of(DomainName.Unicode(SiteName.Of(DomainName.Ascii(domain))));
        var dot = site.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? ("", site) : (site[..dot], site[(dot + 1)..]);
    }

    /// <summary>Whether a domain resembles a known one, and is not it.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="known">The known one.</param>
    /// <param name="isClose">Whether the mailboxes have one name, or the known one is the person's own: then less is enough.</param>
    public static bool Holds((string Name, string Ending) domain, (string Name, string Ending) known, bool isClose)
    {
        var shortest = isClose ? ShortestCloseName : ShortestName;
        if (known.Name.Length < shortest)
            return false;
        if (domain.Name == known.Name)
            return isClose && domain.Ending != known.Ending;
        if (domain.Ending == known.Ending && (IsOneSlip(domain.Name, known.Name) || WithoutHyphens(domain.Name) == WithoutHyphens(known.Name)))
            return true;
        return isClose && $"-{domain.Name}-".Contains($"-{known.Name}-", StringComparison.Ordinal);
    }

    /// <summary>A letter more, less or other, or two neighbours that changed places.</summary>
    public static bool IsOneSlip(string text, string known)
    {
        if (Math.Abs(text.Length - known.Length) > 1 || text == known)
            return false;
        var start = text.AsSpan().CommonPrefixLength(known);
        var left = text.AsSpan(start);
        var right = known.AsSpan(start);
        if (left.Length != right.Length)
            return left.Length > right.Length ? left[1..].SequenceEqual(right) : right[1..].SequenceEqual(left);
        return left[1..].SequenceEqual(right[1..]) || (left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..]));
    }

    /// <summary>A mailbox's name without what only parts its words.</summary>
    public static string Run(string mailbox) => string.Concat(mailbox.Where(static c => c is not ('.' or '-' or '_')));

    private static string WithoutHyphens(string name) => name.Replace("-", "", StringComparison.Ordinal);
}

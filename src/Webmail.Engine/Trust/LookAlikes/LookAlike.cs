namespace Webmail.Engine.Trust.LookAlikes;

/// <summary>An address that can be taken for another one.</summary>
/// <param name="Address">The true one, its domain in the form for the eye.</param>
/// <param name="Known">The one that the person knows.</param>
public sealed record LookAlike(string Address, string Known)
{
    /// <summary>
    /// Where the true address differs: its beginning, what is other, and its end, which together are the address. Of domains that differ
    /// only the domain counts: anybody may be in front of it.
    /// </summary>
    public (string Start, string Other, string End) Parts()
    {
        var (local, known) = (Address.LastIndexOf('@') + 1, Known.LastIndexOf('@') + 1);
        if (string.Equals(Address[local..], Known[known..], StringComparison.OrdinalIgnoreCase))
            (local, known) = (0, 0);
        var (start, end) = Differ(Address.AsSpan(local), Known.AsSpan(known));
        return (Address[..(local + start)], Address[(local + start)..^end], Address[^end..]);
    }

    /// <summary>The domain as it is asked for in the network, where that is another text than what is shown; else null.</summary>
    public string? Encoded => DomainName.Of(Address) is var domain && DomainName.Ascii(domain) is var ascii && ascii != domain ? ascii : null;

    private static (int Start, int End) Differ(ReadOnlySpan<char> shown, ReadOnlySpan<char> known)
    {
        var most = Math.Min(shown.Length, known.Length);
        var start = 0;
        while (start < most && char.ToLowerInvariant(shown[start]) == char.ToLowerInvariant(known[start]))
            start++;
        var end = 0;
        while (end < most - start && char.ToLowerInvariant(shown[^(end + 1)]) == char.ToLowerInvariant(known[^(end + 1)]))
            end++;
        // A letter that the other one is short of is marked with its neighbour, else nothing could be seen.
        if (start == shown.Length - end && start > 0)
            start--;
        return (start, end);
    }
}

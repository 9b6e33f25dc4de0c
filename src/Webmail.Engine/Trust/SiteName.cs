using System.Net;

namespace Webmail.Engine.Trust;

/// <summary>
/// The part of a host name that somebody registered, such as <c>example.co.uk</c> of <c>www.example.co.uk</c>, by the list of public suffixes
/// (publicsuffix.org), with the hosts where everybody may have a name of their own. What is newer than the list is taken for one site with
/// its neighbours: it hides a warning, and raises none that is false.
/// </summary>
public static class SiteName
{
    // Rules of two labels and more, as the list writes them: "co.uk", "*.ck", "!www.ck". 9,000, of which a process holds one copy.
    private static readonly Lazy<HashSet<string>> Rules = new(ReadRules);

    /// <summary>The site of a host; the host itself if it is an address of numbers, has no dot, or is a suffix.</summary>
    /// <param name="host">In ASCII (punycode), in lower case.</param>
    public static string Of(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        host = host.TrimEnd('.');
        if (IPAddress.TryParse(host.Trim('[', ']'), out _))
            return host;
        var rules = Rules.Value;
        // The longest suffix wins: from the left, label by label; `before` is where the label in front of it begins, `above` the one after its first.
        for (int before = 0, start = 0, above; ; (before, start) = (start, above))
        {
            above = host.IndexOf('.', start) + 1;
            // The last label is a suffix by itself, whatever it is.
            if (above == 0 || rules.Contains(host[start..]) || (rules.Contains($"*.{host[above..]}") && !rules.Contains($"!{host[start..]}")))
                return host[before..];
        }
    }

    /// <summary>Whether a host that is named and the one that is meant are one site, or the one lies below the other.</summary>
    /// <param name="named">In ASCII, in lower case. May be a suffix itself, as <c>github.io</c>.</param>
    /// <param name="host">In ASCII, in lower case.</param>
    public static bool Covers(string named, string host) => Of(named) == Of(host) || host.EndsWith("." + named, StringComparison.Ordinal);

    private static HashSet<string> ReadRules()
    {
        using var reader = new StreamReader(typeof(SiteName).Assembly.GetManifestResourceStream("PublicSuffixes.txt")!);
        var rules = new HashSet<string>(10_000, StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("//", StringComparison.Ordinal))
                rules.Add(line);
        }
        return rules;
    }
}

using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading.Links;

/// <summary>
/// Finds where an address leads that names its target itself: filters of mail, and the pages that big sites put before what is elsewhere. Mail that
/// went through such a filter names its own links in its text, and is no deceit; a text that names the big site is one.
/// </summary>
internal static partial class Redirector
{
    /// <summary>Filters behind filters.</summary>
    private const int MaxDepth = 4;

    /// <summary>Hosts, and those below them, with the beginning of the path and the parameters of which one is the target.</summary>
    private static readonly (string Host, string Path, string[] Parameters)[] Known =
    [
        ("safelinks.protection.outlook.com", "/", ["url"]),
        ("safelinks.protection.office365.us", "/", ["url"]),
        ("urldefense.proofpoint.com", "/v1/", ["u"]),
        ("linkprotect.cudasvc.com", "/url", ["a"]),
        ("clicktime.symantec.com", "/", ["u"]),
        ("trendmicro.com", "/wis/clicktime/", ["url"]),
        ("deref-gmx.net", "/", ["redirectUrl"]),
        ("deref-mail.com", "/", ["redirectUrl"]),
        ("deref-web.de", "/", ["redirectUrl"]),
        ("facebook.com", "/l.php", ["u"]),
        ("l.instagram.com", "/", ["u"]),
        ("youtube.com", "/redirect", ["q"]),
        ("linkedin.com", "/redir/redirect", ["url"]),
        ("linkedin.com", "/safety/go", ["url"]),
        ("slack-redir.net", "/link", ["url"]),
        ("out.reddit.com", "/", ["url"]),
        ("steamcommunity.com", "/linkfilter", ["url", "u"]),
        ("vk.com", "/away.php", ["to"]),
        ("bing.com", "/ck/a", ["url"]),
        ("duckduckgo.com", "/l/", ["uddg"]),
    ];

    /// <summary>The target; the address itself if it is not one of these, or names none.</summary>
    public static Uri Resolve(Uri address)
    {
        for (var depth = 0; depth < MaxDepth && Next(address) is { } next; depth++)
            address = next;
        return address;
    }

    private static Uri? Next(Uri address)
    {
        var (host, path) = (address.IdnHost, address.AbsolutePath);
        if (GoogleHost().IsMatch(host) && path.Equals("/url", StringComparison.OrdinalIgnoreCase))
            return Parameter(address, "q") ?? Parameter(address, "url");
        if (host.StartsWith("urldefense.", StringComparison.OrdinalIgnoreCase))
            return Proofpoint(address);
        if (host.Equals("secure-web.cisco.com", StringComparison.OrdinalIgnoreCase))
            return Read(path[(path.LastIndexOf('/') + 1)..]);
        foreach (var known in Known)
        {
            if (path.StartsWith(known.Path, StringComparison.OrdinalIgnoreCase) && (host.Equals(known.Host, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + known.Host, StringComparison.OrdinalIgnoreCase)))
                return known.Parameters.Select(name => Parameter(address, name)).FirstOrDefault(static found => found is not null);
        }

        return null;
    }

    /// <summary>The second version writes hyphens and underscores for per cent signs and slashes, the third one puts the address between underscores.</summary>
    private static Uri? Proofpoint(Uri address)
    {
        if (ProofpointThree().Match(address.AbsoluteUri) is { Success: true } third)
            return Read(third.Groups[1].Value);
        return address.Host.Equals("urldefense.proofpoint.com", StringComparison.OrdinalIgnoreCase) && Value(address, "u") is { } value
            ? Read(address.AbsolutePath.StartsWith("/v2/", StringComparison.Ordinal) ? value.Replace('-', '%').Replace('_', '/') : value)
            : null;
    }

    private static Uri? Parameter(Uri address, string name) => Value(address, name) is { } value ? Read(value) : null;

    private static string? Value(Uri address, string name) =>
        address.Query.TrimStart('?').Split('&').Select(static pair => pair.Split('=', 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];

    private static Uri? Read(string value) =>
        SafeLink.Normalise(Uri.UnescapeDataString(value)) is { } link && link.StartsWith("http", StringComparison.Ordinal) ? new Uri(link) : null;

    [GeneratedRegex(@"\A(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GoogleHost();

    [GeneratedRegex(@"\Ahttps?://urldefense\.(?:com|us)/v3/__(.+?)__;", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ProofpointThree();
}

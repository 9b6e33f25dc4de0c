using System.Collections.Frozen;
using System.Net;

namespace Webmail.Engine.Reading.Links;

/// <summary>
/// The part of a host name that somebody registered, such as <c>example.co.uk</c> of <c>www.example.co.uk</c>. The whole list of public suffixes
/// is a file of thousands that changes each week; here are the suffixes of two labels that mail meets, and the hosts where everybody may have a
/// name of their own. What is missing is taken for one site with its neighbours: it hides a warning, and raises none that is false.
/// </summary>
public static class SiteName
{
    private static readonly FrozenSet<string> SecondLevels = FrozenSet.Create(
        StringComparer.Ordinal, "ac", "co", "com", "edu", "go", "gob", "gov", "gv", "mil", "ne", "net", "nhs", "nom", "or", "org", "plc", "sch");

    private static readonly FrozenSet<string> SharedHosts = FrozenSet.Create(
        StringComparer.Ordinal,
        "amazonaws.com", "azurewebsites.net", "blogspot.com", "cloudfront.net", "firebaseapp.com", "github.io", "gitlab.io", "herokuapp.com",
        "myshopify.com", "netlify.app", "ngrok.io", "onrender.com", "pages.dev", "r2.dev", "surge.sh", "vercel.app", "web.app", "weebly.com",
        "wixsite.com", "wordpress.com", "workers.dev", "duckdns.org", "dyndns.org", "azureedge.net", "blob.core.windows.net", "web.core.windows.net");

    /// <summary>The site of a host; the host itself if it is an address of numbers or has no dot.</summary>
    /// <param name="host">In ASCII (punycode), in lower case.</param>
    public static string Of(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        host = host.TrimEnd('.');
        if (IPAddress.TryParse(host.Trim('[', ']'), out _))
            return host;
        var labels = host.Split('.');
        var kept = SharedHosts.Where(shared => host.EndsWith("." + shared, StringComparison.Ordinal)).Select(static shared => shared.Count(static c => c == '.') + 2).FirstOrDefault();
        if (kept == 0)
            kept = labels.Length > 2 && labels[^1].Length == 2 && SecondLevels.Contains(labels[^2]) ? 3 : 2;
        return labels.Length <= kept ? host : string.Join('.', labels[^kept..]);
    }
}

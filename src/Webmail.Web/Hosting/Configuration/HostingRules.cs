using System.Net;
using System.Text.RegularExpressions;

namespace Webmail.Web.Hosting.Configuration;

/// <summary>What the section <c>Hosting</c> has to obey beyond the type of each value.</summary>
internal static partial class HostingRules
{
    public static IEnumerable<ConfigurationFault> Check(HostingOptions hosting)
    {
        if (hosting.PathBase.Length > 0 && !Path().IsMatch(hosting.PathBase))
            yield return new("Hosting:PathBase", hosting.PathBase, "empty, or a path that starts with / and does not end with one, such as /webmail");
        foreach (var proxy in hosting.TrustedProxies)
        {
            if (!TryParseNetwork(proxy, out _))
                yield return new("Hosting:TrustedProxies", proxy, "addresses or networks, such as 10.0.0.0/8");
        }

        if (!Ancestors().IsMatch(hosting.FrameAncestors))
            yield return new("Hosting:FrameAncestors", hosting.FrameAncestors, "'none', or 'self' and https:// origins with a space between them");
    }

    /// <summary>A network as <c>10.0.0.0/8</c>, or one address.</summary>
    public static bool TryParseNetwork(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    [GeneratedRegex(@"^(/[A-Za-z0-9._~-]+)+\z")]
    private static partial Regex Path();

    // The value goes into a header: anything that could end the directive or the line is out.
    [GeneratedRegex(@"^('none'|('self'|https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?)( ('self'|https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?))*)\z")]
    private static partial Regex Ancestors();
}

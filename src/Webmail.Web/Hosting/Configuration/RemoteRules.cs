using System.Net.Sockets;

namespace Webmail.Web.Hosting.Configuration;

/// <summary>What the section <c>Remote</c> has to obey.</summary>
internal static class RemoteRules
{
    public static IEnumerable<ConfigurationFault> Check(RemoteOptions remote)
    {
        foreach (var text in remote.AllowedNetworks)
        {
            // The widest private networks are 10.0.0.0/8 and fc00::/7: who writes a wider one would switch the guard off.
            if (!HostingRules.TryParseNetwork(text, out var network)
                || network.PrefixLength < (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 8 : 7))
                yield return new("Remote:AllowedNetworks", text, "addresses or networks, such as 10.20.0.0/16, not wider than /8 (IPv6: /7)");
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Webmail.Engine.Remote;

/// <summary>Says of which kind an address is. Where an IPv6 address carries an IPv4 address, that one counts.</summary>
internal static class AddressKinds
{
    private static readonly (IPNetwork Network, AddressKind Kind)[] Special =
    [
        .. Of(AddressKind.Unspecified, "0.0.0.0/8", "::/128"),
        .. Of(AddressKind.Loopback, "127.0.0.0/8", "::1/128"),
        .. Of(AddressKind.Private, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        .. Of(AddressKind.Shared, "100.64.0.0/10"),
        .. Of(AddressKind.LinkLocal, "169.254.0.0/16", "fe80::/10"),
        .. Of(AddressKind.UniqueLocal, "fc00::/7", "fec0::/10"),
        // Azure's WireServer. Those of the others are in private, shared, link-local and unique local networks.
        .. Of(AddressKind.Metadata, "168.63.129.16/32"),
        .. Of(AddressKind.Multicast, "224.0.0.0/4", "ff00::/8"),
        .. Of(AddressKind.Documentation, "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
        .. Of(AddressKind.Benchmarking, "198.18.0.0/15", "2001:2::/48"),
        // 2001::/32 is Teredo, 2002::/16 and 192.88.99.0/24 are 6to4 (RFC 7526: not to be used), 64:ff9b:1::/48 leads into the network's own NAT.
        .. Of(AddressKind.Tunnel, "192.88.99.0/24", "2001::/32", "2002::/16", "64:ff9b:1::/48", "::/96"),
        .. Of(AddressKind.Reserved, "192.0.0.0/24", "240.0.0.0/4", "2001::/23"),
    ];

    /// <summary>RFC 4291 2.4: all that has been given out for unicast.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>RFC 6052: networks without IPv4 reach it by these.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>The kind of an address.</summary>
    public static AddressKind Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Of(address.MapToIPv4());
        foreach (var (network, kind) in Special)
        {
            if (network.Contains(address))
                return kind;
        }
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return AddressKind.Public;
        // RFC 4007: a zone names one of the machine's own interfaces.
        if (address.ScopeId != 0)
            return AddressKind.LinkLocal;
        var octets = address.GetAddressBytes();
        var carried = new IPAddress(octets.AsSpan(12));
        if (Translated.Contains(address))
            return Of(carried);
        if (!GlobalUnicast.Contains(address))
            return AddressKind.Reserved;
        // RFC 5214 6.1: ISATAP, which routers of a site unpack.
        var isIsatap = octets[8] is 0 or 2 && octets[9] == 0 && octets[10] == 0x5e && octets[11] == 0xfe;
        return isIsatap ? Of(carried) : AddressKind.Public;
    }

    private static IEnumerable<(IPNetwork, AddressKind)> Of(AddressKind kind, params string[] networks) =>
        networks.Select(network => (IPNetwork.Parse(network), kind));
}

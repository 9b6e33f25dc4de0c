namespace Webmail.Engine.Remote;

/// <summary>What an IP address is for (the IANA registries of special-purpose addresses, RFC 6890).</summary>
internal enum AddressKind
{
    /// <summary>Public unicast: the only kind that is fetched from.</summary>
    Public,

    /// <summary>"This network", RFC 791: Linux takes 0.0.0.0 for itself.</summary>
    Unspecified,

    /// <summary>RFC 1122, RFC 4291.</summary>
    Loopback,

    /// <summary>RFC 1918.</summary>
    Private,

    /// <summary>Carrier-grade NAT, RFC 6598; some clouds keep their metadata there.</summary>
    Shared,

    /// <summary>RFC 3927, RFC 4291; where most clouds keep their metadata.</summary>
    LinkLocal,

    /// <summary>RFC 4193, and its forerunner fec0::/10 (RFC 3879).</summary>
    UniqueLocal,

    /// <summary>A public address that a cloud answers its own machines at.</summary>
    Metadata,

    /// <summary>RFC 5771, RFC 4291.</summary>
    Multicast,

    /// <summary>RFC 5737, RFC 3849, RFC 9637.</summary>
    Documentation,

    /// <summary>RFC 2544, RFC 5180.</summary>
    Benchmarking,

    /// <summary>Tunnels and translations that nobody should meet any more: 6to4, Teredo, IPv4-compatible, local NAT64.</summary>
    Tunnel,

    /// <summary>For protocols, for later, or for nothing.</summary>
    Reserved,
}

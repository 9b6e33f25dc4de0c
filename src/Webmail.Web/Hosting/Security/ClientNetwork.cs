using System.Net;
using System.Net.Sockets;

namespace Webmail.Web.Hosting.Security;

/// <summary>Who counts as one client: an IPv4 address, or the 64-bit prefix that one IPv6 customer has (RFC 6177).</summary>
internal static class ClientNetwork
{
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}

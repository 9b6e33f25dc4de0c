using System.Net;
using System.Net.Sockets;

namespace Webmail.Engine.Remote;

/// <summary>
/// Decides what the program may be sent to by what strangers write. It looks names up itself and says which addresses may be connected to, so
/// that nothing is looked up a second time between the check and the connection.
/// </summary>
/// <param name="allowed">Networks of the host's own that are reached, at any port, although they are not public.</param>
/// <param name="resolve">Looks names up.</param>
internal sealed class RemoteGuard(IReadOnlyList<IPNetwork> allowed, HostResolver resolve)
{
    /// <summary>What can be said of an address before its name is looked up.</summary>
    public static RemoteVerdict JudgeForm(Uri address) =>
        !address.IsAbsoluteUri || address.Scheme is not ("http" or "https") ? RemoteVerdict.Scheme
        : address.UserInfo.Length > 0 ? RemoteVerdict.Credentials
        : address.Host.Length == 0 ? RemoteVerdict.Name
        : RemoteVerdict.Fetched;

    /// <summary>Looks a host up and judges all that it leads to: one address that is not public, and none is connected to.</summary>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public async Task<RemoteDestination> FindAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await LookUpAsync(host, cancellationToken);
        if (addresses.Length == 0)
            return RemoteDestination.Refused(RemoteVerdict.Name);
        var plain = Array.ConvertAll(addresses, static address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        var foreign = plain.Where(address => !allowed.Any(network => network.Contains(address))).ToList();
        foreach (var address in foreign)
        {
            if (AddressKinds.Of(address) is var kind && kind != AddressKind.Public)
                return RemoteDestination.Refused(RemoteVerdict.Address, kind);
        }
        // What mail shows stands behind the two ports of the web. In a network that the host allowed, the host decides.
        return foreign.Count > 0 && port is not (80 or 443) ? RemoteDestination.Refused(RemoteVerdict.Port) : new(RemoteVerdict.Fetched, plain);
    }

    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        try
        {
            return await resolve(host, cancellationToken);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            // No such name, or none that could be one.
            return [];
        }
    }
}

using System.Net;

namespace Webmail.Engine.Remote;

/// <summary>Where a name leads, as it was judged: a connection goes to these addresses and to no others.</summary>
/// <param name="Verdict">Whether it may be connected to.</param>
/// <param name="Addresses">The addresses; empty unless it may.</param>
/// <param name="Kind">The kind of the address that spoke against it.</param>
internal sealed record RemoteDestination(RemoteVerdict Verdict, IReadOnlyList<IPAddress> Addresses, AddressKind Kind = AddressKind.Public)
{
    /// <summary>A destination that is not connected to.</summary>
    public static RemoteDestination Refused(RemoteVerdict verdict, AddressKind kind = AddressKind.Public) => new(verdict, [], kind);
}

using System.Net;

namespace Webmail.Engine.Accounts;

/// <summary>Where a mail server is and how it is reached.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="TrustedCertificate">
/// A PEM file, or the SHA-256 fingerprint of a certificate, that is accepted besides the system's roots. <c>null</c>: only the system's roots.
/// </param>
public sealed record ServerEndpoint(string Host, int Port, TransportSecurity Security, string? TrustedCertificate)
{
    /// <summary>Whether the administrator accepts an unencrypted connection to a host that is not loopback.</summary>
    public bool AllowPlaintext { get; init; }

    /// <summary>Host and port, as one key for what is shared between all connections to this server.</summary>
    public string Key => $"{Host.ToLowerInvariant()}:{Port}";

    /// <summary>Whether the host is this machine, by address or by the name <c>localhost</c> (RFC 6761 6.3).</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>Whether <see cref="Security"/> is good enough for where the server is.</summary>
    public bool IsProtected => Security != TransportSecurity.None || AllowPlaintext || IsLoopback;

    internal static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

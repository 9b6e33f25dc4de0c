namespace Webmail.Engine.Accounts;

/// <summary>One server as the configuration gives it. What is <c>null</c> is not given and falls back.</summary>
public sealed class ServerOptions
{
    /// <summary>Host name or address. For submission and Sieve an empty text turns the feature off.</summary>
    public string? Host { get; set; }

    /// <summary>TCP port, 1 to 65535.</summary>
    public int? Port { get; set; }

    /// <summary>How the connection is protected.</summary>
    public TransportSecurity? Security { get; set; }

    /// <summary>A PEM file or a SHA-256 fingerprint to accept besides the system's roots.</summary>
    public string? TrustedCertificate { get; set; }
}

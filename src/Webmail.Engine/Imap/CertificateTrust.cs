using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Webmail.Engine.Imap;

/// <summary>
/// Decides whether a server's certificate is trusted: by the system's roots, or by what the administrator named. A named certificate is
/// trusted as itself, whatever host and dates it states; one that is signed by a named certificate has to be for the host and in date.
/// </summary>
internal sealed class CertificateTrust(string? trusted)
{
    /// <summary>Whether the last certificate was refused.</summary>
    public bool Refused { get; private set; }

    /// <summary>For <see cref="MailKit.MailService.ServerCertificateValidationCallback"/>.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Refused = errors != SslPolicyErrors.None && !IsNamed(certificate, chain, errors);
        return !Refused;
    }

    private bool IsNamed(X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (string.IsNullOrWhiteSpace(trusted) || certificate is null)
            return false;

        using var leaf = new X509Certificate2(certificate);
        if (TryReadFingerprint(trusted, out var fingerprint))
            return CryptographicOperations.FixedTimeEquals(leaf.GetCertHash(HashAlgorithmName.SHA256), fingerprint);

        var named = Load(trusted);
        if (named.Any(known => known.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span)))
            return true;

        return errors == SslPolicyErrors.RemoteCertificateChainErrors && IsSignedBy(named, leaf, presented);
    }

    private static bool IsSignedBy(X509Certificate2Collection named, X509Certificate2 leaf, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(named);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // RFC 5280 4.2.1.12: server authentication
        foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(leaf);
    }

    /// <summary>Read anew for each connection: administrators replace the file without a restart.</summary>
    private static X509Certificate2Collection Load(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or CryptographicException or UnauthorizedAccessException)
        {
            // What can't be read trusts nobody; the start of the program reports a file that is missing.
            certificates.Clear();
        }

        return certificates;
    }

    private static bool TryReadFingerprint(string text, out byte[] fingerprint)
    {
        var hex = text.Trim();
        if (hex.StartsWith("SHA256:", StringComparison.OrdinalIgnoreCase))
            hex = hex["SHA256:".Length..];
        hex = hex.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        fingerprint = hex.Length == 2 * SHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : [];
        return fingerprint.Length > 0;
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Webmail.MailServers;

/// <summary>The self-signed certificate of all servers of one folder, for <c>localhost</c>, <c>127.0.0.1</c> and <c>::1</c>.</summary>
/// <param name="File">PEM file with the certificate.</param>
/// <param name="KeyFile">PEM file with its private key.</param>
/// <param name="Fingerprint">SHA-256 of the certificate in upper-case hexadecimal, no separators.</param>
public sealed record ServerCertificate(string File, string KeyFile, string Fingerprint)
{
    /// <summary>Whether a server showed this very certificate; for a client's validation callback.</summary>
    public bool Is(X509Certificate? certificate) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == Fingerprint;

    internal static ServerCertificate Create(string folder, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));

        var now = clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        var file = Path.Combine(folder, "certificate.pem");
        var keyFile = Path.Combine(folder, "certificate-key.pem");
        System.IO.File.WriteAllText(file, certificate.ExportCertificatePem() + "\n");
        System.IO.File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        System.IO.File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new ServerCertificate(file, keyFile, certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }
}

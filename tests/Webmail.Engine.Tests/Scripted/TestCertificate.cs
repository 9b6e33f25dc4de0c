using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>Certificates that no system trusts.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 SelfSigned(string host = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Export(Request(host, key).CreateSelfSigned(From, Until));
    }

    public static (X509Certificate2 Authority, X509Certificate2 Server) SignedByAuthority(string host = "localhost")
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var signer = authority.CreateSelfSigned(From, Until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Request(host, key).Create(signer, signer.NotBefore, signer.NotAfter, [1, 2, 3, 4]);
        return (signer, Export(signed.CopyWithPrivateKey(key)));
    }

    private static DateTimeOffset From => TimeProvider.System.GetUtcNow().AddDays(-1);

    private static DateTimeOffset Until => TimeProvider.System.GetUtcNow().AddDays(30);

    private static CertificateRequest Request(string host, ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
            names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // SslStream wants a key that is not only in memory on some systems.
    private static X509Certificate2 Export(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
}

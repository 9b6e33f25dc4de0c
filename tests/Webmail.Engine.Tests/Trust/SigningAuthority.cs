using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Webmail.Engine.Tests.Trust;

/// <summary>An authority for certificates of mail, and messages signed with them.</summary>
internal sealed class SigningAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RSA key = RSA.Create(2048);
    private readonly X509Certificate2 root;

    public SigningAuthority()
    {
        var request = new CertificateRequest("CN=Test Mail Authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = request.CreateSelfSigned(Start, Start.AddYears(10));
    }

    /// <summary>To be trusted.</summary>
    public X509Certificate2Collection Roots => [root];

    /// <summary>A certificate for an address, valid in 2026.</summary>
    public X509Certificate2 Issue(string address, string purpose = "1.3.6.1.5.5.7.3.4", bool inSubject = false)
    {
        using var own = RSA.Create(2048);
        var request = new CertificateRequest(inSubject ? $"CN=Petra Hoffmann, E={address}" : "CN=Petra Hoffmann", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        if (!inSubject)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddEmailAddress("other@a.example");
            names.AddEmailAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(root, Start, Start.AddYears(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(own);
    }

    /// <summary>A message in two parts, text and signature.</summary>
    public static byte[] Detached(X509Certificate2 certificate, string part, string shown, string digest = "2.16.840.1.101.3.4.2.1", bool withContent = false)
    {
        var signature = Sign(certificate, part, detached: !withContent, digest);
        return Encoding.UTF8.GetBytes(
            $"From: Petra <petra@a.example>\r\nSubject: Signed\r\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=\"b1\"\r\n\r\nThis is signed.\r\n--b1\r\n{shown}\r\n--b1\r\n"
            + $"Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n{Wrap(signature)}\r\n--b1--\r\n");
    }

    /// <summary>A message within its signature.</summary>
    public static byte[] Opaque(X509Certificate2 certificate, string part, string type = "smime-type=signed-data; ") => Encoding.UTF8.GetBytes(
        $"From: Petra <petra@a.example>\r\nSubject: Packed\r\nContent-Type: application/pkcs7-mime; {type}name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n{Wrap(Sign(certificate, part, detached: false))}\r\n");

    public void Dispose()
    {
        root.Dispose();
        key.Dispose();
    }

    private static byte[] Sign(X509Certificate2 certificate, string part, bool detached, string digest = "2.16.840.1.101.3.4.2.1")
    {
        var cms = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(part)), detached);
        var signer = new CmsSigner(certificate) { DigestAlgorithm = new Oid(digest), IncludeOption = X509IncludeOption.EndCertOnly };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(DateTime.Parse("2026-11-23T08:00:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    private static string Wrap(byte[] octets) => string.Join("\r\n", Convert.ToBase64String(octets).Chunk(64).Select(static line => new string(line)));
}

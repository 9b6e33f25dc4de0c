using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Webmail.Engine.Trust.Signatures;

/// <summary>
/// Checks S/MIME signatures against the roots of this system. Asks nobody: no certificate is fetched that the message does not bring along, no
/// list of revoked ones, no responder; each of those would tell a stranger that their message is being read.
/// </summary>
/// <param name="time">The clock that certificates are held against.</param>
/// <param name="roots">Roots that are trusted in place of the system's; null: the system's.</param>
public sealed class SmimeVerifier(TimeProvider time, X509Certificate2Collection? roots = null)
{
    /// <summary>RFC 8551 4.4.4: the purpose of a certificate for mail.</summary>
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";

    /// <summary>Certificates that a message may bring along; a chain has three or four.</summary>
    private const int MaxCertificates = 30;

    private static readonly string[] WeakDigests = ["1.3.14.3.2.26", "1.2.840.113549.2.5", "1.2.840.113549.2.2"];

    /// <summary>Checks the signature of a message; null if it has none of this kind.</summary>
    /// <param name="source">The message as the server has it.</param>
    /// <param name="author">The author's address.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public SignatureReport? Verify(byte[] source, string author, CancellationToken cancellationToken)
    {
        try
        {
            if (SignedParts.Find(source, cancellationToken) is not var (content, signature, coversAll))
                return null;
            return Verify(content, signature, author, coversAll);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or AsnContentException)
        {
            return new SignatureReport(SignatureState.Unreadable);
        }
    }

    private SignatureReport? Verify(byte[]? content, byte[] signature, string author, bool coversAll)
    {
        var cms = content is null ? new SignedCms() : new SignedCms(new ContentInfo(content), detached: true);
        try
        {
            cms.Decode(signature);
        }
        catch (CryptographicException) when (content is null)
        {
            // Encrypted or compressed.
            return null;
        }

        // A detached signature that brings its own text along signs that one, and not the one that is shown.
        if (cms.Detached != content is not null || cms.SignerInfos.Count == 0 || cms.Certificates.Count > MaxCertificates)
            return new SignatureReport(SignatureState.Altered, coversAll);
        using var chosen = Signer(cms, author);
        var report = Describe(cms, chosen, coversAll);
        if (chosen is null)
            return report with { State = SignatureState.Unreadable };
        return Fits(cms, content) ? report with { State = Judge(cms, chosen, report, author) } : report with { State = SignatureState.Altered };
    }

    /// <summary>The certificate of the signer who has the author's address, else of the first.</summary>
    private static X509Certificate2? Signer(SignedCms cms, string author)
    {
        var certificates = cms.SignerInfos.Cast<SignerInfo>().Select(static signer => signer.Certificate).OfType<X509Certificate2>().ToList();
        return certificates.Find(certificate => Addresses(certificate).Contains(author, StringComparer.OrdinalIgnoreCase)) ?? certificates.FirstOrDefault();
    }

    private static SignatureReport Describe(SignedCms cms, X509Certificate2? signer, bool coversAll) => new(SignatureState.Unreadable, coversAll)
    {
        Signer = signer?.GetNameInfo(X509NameType.SimpleName, forIssuer: false) ?? "",
        Addresses = signer is null ? [] : Addresses(signer),
        Issuer = signer?.GetNameInfo(X509NameType.SimpleName, forIssuer: true) ?? "",
        ValidUntil = signer?.NotAfter.ToUniversalTime(),
        SignedAt = cms.SignerInfos[0].SignedAttributes.Cast<CryptographicAttributeObject>().SelectMany(static attribute => attribute.Values.Cast<AsnEncodedData>())
            .OfType<Pkcs9SigningTime>().Select(static at => (DateTimeOffset?)at.SigningTime.ToUniversalTime()).FirstOrDefault(),
    };

    /// <summary>Whether every signature fits. A line end belongs to the delimiter below a part (RFC 2046 5.1.1), not to what is signed.</summary>
    private static bool Fits(SignedCms cms, byte[]? content)
    {
        if (Try(cms))
            return true;
        if (content is null || !content.AsSpan().EndsWith("\r\n"u8))
            return false;
        var shorter = new SignedCms(new ContentInfo(content[..^2]), detached: true);
        shorter.Decode(cms.Encode());
        return Try(shorter);

        static bool Try(SignedCms signed)
        {
            try
            {
                signed.CheckSignature(verifySignatureOnly: true);
                return true;
            }
            catch (CryptographicException)
            {
                return false;
            }
        }
    }

    private SignatureState Judge(SignedCms cms, X509Certificate2 signer, SignatureReport report, string author)
    {
        if (cms.SignerInfos.Cast<SignerInfo>().Any(static info => WeakDigests.Contains(info.DigestAlgorithm.Value)))
            return SignatureState.Weak;
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(EmailProtection));
        chain.ChainPolicy.ExtraStore.AddRange(cms.Certificates);
        if (roots is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        }

        if (!chain.Build(signer))
        {
            return chain.ChainStatus.All(static status => status.Status is X509ChainStatusFlags.NotTimeValid or X509ChainStatusFlags.NoError)
                ? SignatureState.OutOfDate
                : SignatureState.UnknownIssuer;
        }

        return report.Addresses.Contains(author, StringComparer.OrdinalIgnoreCase) ? SignatureState.Valid : SignatureState.OtherAddress;
    }

    /// <summary>RFC 8550 3: the addresses of the alternative name; that of the subject counts where there is no alternative name.</summary>
    private static ImmutableArray<string> Addresses(X509Certificate2 certificate)
    {
        var names = certificate.Extensions["2.5.29.17"] is { } extension ? AlternativeNames(extension.RawData) : [];
        return names.Length > 0 ? names : certificate.GetNameInfo(X509NameType.EmailName, forIssuer: false) is { Length: > 0 } one ? [one] : [];
    }

    private static ImmutableArray<string> AlternativeNames(byte[] extension)
    {
        // RFC 5280 4.2.1.6: rfc822Name is [1] IMPLICIT IA5String.
        var email = new Asn1Tag(TagClass.ContextSpecific, 1);
        var found = ImmutableArray.CreateBuilder<string>();
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(email))
                found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, email));
            else
                names.ReadEncodedValue();
        }

        return found.ToImmutable();
    }
}

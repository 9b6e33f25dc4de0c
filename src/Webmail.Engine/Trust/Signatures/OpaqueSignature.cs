using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using MimeKit;

namespace Webmail.Engine.Trust.Signatures;

/// <summary>A signature that holds the message itself (application/pkcs7-mime, signed-data): opened for reading, whatever the signature is worth.</summary>
public static class OpaqueSignature
{
    /// <summary>Signatures within signatures that are opened. More than one is rare, more than three is a game.</summary>
    private const int MaxLayers = 3;

    /// <summary>What is signed; null if it is no such signature, such as an encrypted message.</summary>
    /// <param name="entity">A part, or the body of a message.</param>
    public static MimeEntity? Open(MimeEntity? entity)
    {
        MimeEntity? opened = null;
        for (var layer = 0; layer < MaxLayers && entity is MimePart part && SignedParts.IsOpaque(part) && ContentOf(SignedParts.Octets(part)) is { } content; layer++)
            entity = opened = Parse(content);
        return opened;
    }

    private static byte[]? ContentOf(byte[] signature)
    {
        try
        {
            var cms = new SignedCms();
            cms.Decode(signature);
            return cms.Detached || cms.ContentInfo.Content.Length == 0 ? null : cms.ContentInfo.Content;
        }
        catch (CryptographicException)
        {
            // Encrypted, compressed, or broken: it stays what it is, a file that can be downloaded.
            return null;
        }
    }

    private static MimeEntity? Parse(byte[] content)
    {
        try
        {
            return MimeEntity.Load(new MemoryStream(content, writable: false), CancellationToken.None);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

using MimeKit;

namespace Webmail.Engine.Trust.Signatures;

/// <summary>Finds what is signed in a message, as the very octets that were signed.</summary>
internal static class SignedParts
{
    /// <summary>Levels that are looked into for a signed part. Mailing lists put theirs one level down.</summary>
    private const int MaxDepth = 4;

    /// <summary>The signed octets with their signature, or a signature that holds them itself; null if nothing is signed by S/MIME.</summary>
    /// <param name="source">The message as the server has it.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public static (byte[]? Content, byte[] Signature, bool CoversAll)? Find(byte[] source, CancellationToken cancellationToken)
    {
        var places = new Dictionary<MimeEntity, (int Begin, int End)>(ReferenceEqualityComparer.Instance);
        using var stream = new MemoryStream(source, writable: false);
        var parser = new MimeParser(stream, MimeFormat.Entity);
        parser.MimeEntityEnd += (_, found) => places[found.Entity] = ((int)found.BeginOffset, (int)found.EndOffset);
        using var message = parser.ParseMessage(cancellationToken);
        if (message.Body is MimePart whole && IsOpaque(whole))
            return (null, Octets(whole), true);
        if (Signed(message.Body, 0) is not { } signed)
            return null;
        var (begin, end) = places[signed[0]];
        return (source[begin..end], Octets((MimePart)signed[1]), signed == message.Body);
    }

    /// <summary>Whether a part may be a signature that holds what it signs (RFC 8551 3.5.2). Where the type does not say, its content must.</summary>
    public static bool IsOpaque(MimePart part) =>
        part.ContentType.IsMimeType("application", "pkcs7-mime") || part.ContentType.IsMimeType("application", "x-pkcs7-mime");

    /// <summary>A part's content, decoded.</summary>
    public static byte[] Octets(MimePart part)
    {
        using var decoded = new MemoryStream();
        part.Content?.DecodeTo(decoded, CancellationToken.None);
        return decoded.ToArray();
    }

    private static Multipart? Signed(MimeEntity? entity, int depth)
    {
        if (entity is not Multipart multipart || depth > MaxDepth)
            return null;
        // RFC 1847 2.1: two parts, what is signed and the signature.
        if (multipart.ContentType.IsMimeType("multipart", "signed"))
        {
            return multipart.Count == 2 && multipart[1] is MimePart part
                && (part.ContentType.IsMimeType("application", "pkcs7-signature") || part.ContentType.IsMimeType("application", "x-pkcs7-signature"))
                ? multipart
                : null;
        }

        return multipart.Select(child => Signed(child, depth + 1)).FirstOrDefault(found => found is not null);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>
/// Encrypts the pieces of one message with AES-256-GCM. The key is made for the message and each piece has its place as its nonce, so
/// that none is ever used twice and no piece can be put in another's place.
/// </summary>
internal sealed class PieceCipher(byte[] key)
{
    /// <summary>Octets of a piece before encryption, the last one excepted: few rows, and little memory for each of many uploads.</summary>
    public const int PieceOctets = 1024 * 1024;

    // NIST SP 800-38D 5.2.1.2: the longest tag.
    private const int TagOctets = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    public byte[] Encrypt(int copy, int number, ReadOnlySpan<byte> plain)
    {
        using var aes = new AesGcm(key, TagOctets);
        var sealedBytes = new byte[plain.Length + TagOctets];
        aes.Encrypt(Nonce(copy, number), plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">It was changed, or belongs elsewhere.</exception>
    public byte[] Decrypt(int copy, int number, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < TagOctets)
            throw new CryptographicException("A stored piece is too short.");
        using var aes = new AesGcm(key, TagOctets);
        var plain = new byte[sealedBytes.Length - TagOctets];
        aes.Decrypt(Nonce(copy, number), sealedBytes[..plain.Length], sealedBytes[plain.Length..], plain);
        return plain;
    }

    private static byte[] Nonce(int copy, int number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(nonce, copy);
        BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(8), number);
        return nonce;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Uploads;

/// <summary>
/// The format of an encrypted file: a header with the sealed key, then pieces of 64 KB, each by AES-256-GCM. A key is used for one file, so
/// that a piece's number can be its nonce; the last piece's nonce is marked as such. A piece that is changed, moved, or missing at the end
/// does not decrypt.
/// </summary>
internal static class SealedFile
{
    /// <summary>Octets of a piece before encryption: a few milliseconds of a fast line, and small beside the memory of a request.</summary>
    public const int PieceOctets = 64 * 1024;

    public const int TagOctets = 16;
    private const int KeyOctets = 32;
    private const int MaxSealedKey = 4 * 1024;

    private static ReadOnlySpan<byte> Magic => "WMU1"u8;

    /// <summary>Begins a file with a new key.</summary>
    public static async Task<AesGcm> BeginAsync(Stream file, Sealing sealing, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(KeyOctets);
        var locked = sealing.Seal(key);
        var header = new byte[Magic.Length + sizeof(int) + locked.Length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(Magic.Length), locked.Length);
        locked.CopyTo(header.AsSpan(Magic.Length + sizeof(int)));
        await file.WriteAsync(header, cancellationToken);
        var cipher = new AesGcm(key, TagOctets);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    /// <summary>Reads the header; the file then stands before its first piece.</summary>
    /// <exception cref="CryptographicException">It is not such a file, or was sealed elsewhere.</exception>
    public static AesGcm Open(Stream file, Sealing sealing)
    {
        Span<byte> start = stackalloc byte[Magic.Length + sizeof(int)];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start[..Magic.Length].SequenceEqual(Magic))
            throw new CryptographicException("Not a sealed file.");
        var length = BinaryPrimitives.ReadInt32BigEndian(start[Magic.Length..]);
        if (length is <= 0 or > MaxSealedKey)
            throw new CryptographicException("Not a sealed file.");
        var locked = new byte[length];
        if (file.ReadAtLeast(locked, length, throwOnEndOfStream: false) < length)
            throw new CryptographicException("Not a sealed file.");
        var key = sealing.Open(locked);
        var cipher = new AesGcm(key, TagOctets);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    /// <summary>Encrypts a piece; the tag stands behind it.</summary>
    public static void Encrypt(AesGcm cipher, long index, bool isLast, ReadOnlySpan<byte> plain, Span<byte> target)
    {
        Span<byte> nonce = stackalloc byte[12];
        WriteNonce(nonce, index, isLast);
        cipher.Encrypt(nonce, plain, target[..plain.Length], target.Slice(plain.Length, TagOctets));
    }

    /// <summary>Decrypts a piece.</summary>
    /// <exception cref="CryptographicException">It was changed, or does not belong here.</exception>
    public static void Decrypt(AesGcm cipher, long index, bool isLast, ReadOnlySpan<byte> piece, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[12];
        WriteNonce(nonce, index, isLast);
        cipher.Decrypt(nonce, piece[..^TagOctets], piece[^TagOctets..], plain[..(piece.Length - TagOctets)]);
    }

    private static void WriteNonce(Span<byte> nonce, long index, bool isLast)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, index);
        BinaryPrimitives.WriteInt32BigEndian(nonce[8..], isLast ? 1 : 0);
    }
}

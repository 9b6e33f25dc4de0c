namespace Webmail.Engine.Storage;

/// <summary>Encrypts what lies on disk, with keys that the host keeps (ASP.NET Core Data Protection). Safe for many callers.</summary>
/// <param name="seal">Encrypts and authenticates.</param>
/// <param name="open">The reverse; throws <see cref="System.Security.Cryptography.CryptographicException"/> for what was not sealed here, or changed.</param>
public sealed class Sealing(Func<byte[], byte[]> seal, Func<byte[], byte[]> open)
{
    /// <summary>Encrypts a small piece: a key, an envelope.</summary>
    public byte[] Seal(byte[] plain) => seal(plain);

    /// <summary>Decrypts it.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was not sealed here, or changed.</exception>
    public byte[] Open(byte[] sealedBytes) => open(sealedBytes);
}

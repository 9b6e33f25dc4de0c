using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Contacts;

/// <summary>Encrypts one account's correspondents with AES-256-GCM, and names them so that only who has the key knows which address an id stands for.</summary>
internal sealed class CorrespondentCipher : IDisposable
{
    public const int KeyOctets = 32;

    // NIST SP 800-38D 5.2.1: what .NET takes, and the longest tag. Random nonces are good for 2^32 writes with one key (8.3).
    private const int NonceOctets = 12, TagOctets = 16;

    private readonly AesGcm aes;
    private readonly byte[] naming;

    public CorrespondentCipher(byte[] key)
    {
        aes = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "content"u8.ToArray()), TagOctets);
        naming = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "id"u8.ToArray());
    }

    /// <summary>The id of an address. Nobody minds the case of a local part in practice, though RFC 5321 2.4 allows it.</summary>
    public Guid IdOf(string address) => new(HMACSHA256.HashData(naming, Encoding.UTF8.GetBytes(address.ToLowerInvariant())).AsSpan(0, 16));

    public byte[] Encrypt(Guid id, string name, string address)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes<string[]>([name, address]);
        var content = new byte[NonceOctets + plain.Length + TagOctets];
        var nonce = content.AsSpan(0, NonceOctets);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, content.AsSpan(NonceOctets, plain.Length), content.AsSpan(NonceOctets + plain.Length), id.ToByteArray());
        return content;
    }

    /// <exception cref="CryptographicException">It was changed, or belongs to another entry.</exception>
    public Contact Decrypt(StoredCorrespondent row)
    {
        if (row.Content.Length <= NonceOctets + TagOctets)
            throw new CryptographicException("A stored correspondent is too short.");
        var plain = new byte[row.Content.Length - NonceOctets - TagOctets];
        aes.Decrypt(
            row.Content.AsSpan(0, NonceOctets), row.Content.AsSpan(NonceOctets, plain.Length), row.Content.AsSpan(NonceOctets + plain.Length), plain, row.Id.ToByteArray());
        return JsonSerializer.Deserialize<string[]>(plain) is [var name, var address]
            ? new Contact(row.Id, name, address, row.Uses, DateTimeOffset.FromUnixTimeMilliseconds(row.UsedAt))
            : throw new CryptographicException("A stored correspondent has another form.");
    }

    public void Dispose() => aes.Dispose();
}

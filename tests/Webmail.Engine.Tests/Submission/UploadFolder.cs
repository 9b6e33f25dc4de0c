using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Uploads;

namespace Webmail.Engine.Tests.Submission;

/// <summary>A store of uploads in a folder of its own.</summary>
internal sealed class UploadFolder : IDisposable
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public UploadFolder(UploadOptions? options = null, TimeProvider? time = null)
    {
        Path = Directory.CreateTempSubdirectory("webmail-uploads-").FullName;
        Store = new UploadStore(Path, new Sealing(Seal, Open), options ?? new UploadOptions(), time ?? TimeProvider.System, NullLogger<UploadStore>.Instance);
    }

    public string Path { get; }

    public UploadStore Store { get; }

    /// <summary>All files there are.</summary>
    public string[] Files => Directory.GetFiles(Path, "*", SearchOption.AllDirectories);

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private byte[] Seal(byte[] plain)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var locked = new byte[plain.Length];
        var tag = new byte[16];
        using var cipher = new AesGcm(key, 16);
        cipher.Encrypt(nonce, plain, locked, tag);
        return [.. nonce, .. tag, .. locked];
    }

    private byte[] Open(byte[] sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - 28];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(sealedBytes.AsSpan(0, 12), sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16), plain);
        return plain;
    }
}

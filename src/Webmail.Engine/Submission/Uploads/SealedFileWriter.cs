using System.Security.Cryptography;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Uploads;

/// <summary>Encrypts what is written to it into a file, which it owns. Asynchronous only. Nothing is whole before <see cref="CompleteAsync"/>.</summary>
internal sealed class SealedFileWriter : WriteOnlyStream
{
    private readonly Stream file;
    private readonly AesGcm cipher;
    private readonly long limit;
    private readonly byte[] plain = new byte[SealedFile.PieceOctets];
    private readonly byte[] locked = new byte[SealedFile.PieceOctets + SealedFile.TagOctets];
    private int filled;
    private long index;

    private SealedFileWriter(Stream file, AesGcm cipher, long limit) => (this.file, this.cipher, this.limit) = (file, cipher, limit);

    /// <summary>Octets written so far.</summary>
    public long Written { get; private set; }

    /// <summary>Begins a file.</summary>
    /// <param name="file">Where to; empty.</param>
    /// <param name="sealing">Seals the key.</param>
    /// <param name="limit">Octets that are taken.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public static async Task<SealedFileWriter> BeginAsync(Stream file, Sealing sealing, long limit, CancellationToken cancellationToken) =>
        new(file, await SealedFile.BeginAsync(file, sealing, cancellationToken), limit);

    /// <summary>Writes the last piece, which says that it is the last.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await WritePieceAsync(isLast: true, cancellationToken);
        await file.FlushAsync(cancellationToken);
    }

    /// <exception cref="UploadTooLargeException">There is more than is taken.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Written + buffer.Length > limit)
            throw new UploadTooLargeException(limit);
        Written += buffer.Length;
        while (buffer.Length > 0)
        {
            // A full piece waits until there is more: only then is it known not to be the last.
            if (filled == plain.Length)
                await WritePieceAsync(isLast: false, cancellationToken);
            var taken = Math.Min(buffer.Length, plain.Length - filled);
            buffer[..taken].CopyTo(plain.AsMemory(filled));
            filled += taken;
            buffer = buffer[taken..];
        }
    }

    public override async ValueTask DisposeAsync()
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(plain);
        await file.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task WritePieceAsync(bool isLast, CancellationToken cancellationToken)
    {
        SealedFile.Encrypt(cipher, index++, isLast, plain.AsSpan(0, filled), locked);
        await file.WriteAsync(locked.AsMemory(0, filled + SealedFile.TagOctets), cancellationToken);
        filled = 0;
    }
}

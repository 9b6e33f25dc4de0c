using System.Security.Cryptography;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Uploads;

/// <summary>
/// Decrypts a file while it is read; holds one piece in memory. Can seek, since pieces have a fixed size, so that a message can be
/// measured and written from it. Owns the file. For one caller at a time.
/// </summary>
internal sealed class SealedFileReader : ReadOnlyStream
{
    private const int StoredPiece = SealedFile.PieceOctets + SealedFile.TagOctets;

    private readonly FileStream file;
    private readonly AesGcm cipher;
    private readonly long begin;
    private readonly long pieces;
    private readonly byte[] plain = new byte[SealedFile.PieceOctets];
    private readonly byte[] locked = new byte[StoredPiece];
    private long held = -1;
    private int heldOctets;

    /// <summary>Opens a file and verifies that its end is there.</summary>
    /// <exception cref="CryptographicException">It is not such a file, was sealed elsewhere, changed or cut.</exception>
    public SealedFileReader(FileStream file, Sealing sealing)
    {
        this.file = file;
        cipher = SealedFile.Open(file, sealing);
        begin = file.Position;
        var stored = file.Length - begin;
        pieces = (stored + StoredPiece - 1) / StoredPiece;
        if (pieces == 0 || stored - (pieces - 1) * StoredPiece < SealedFile.TagOctets)
            throw new CryptographicException("The file is cut.");
        Length = stored - pieces * SealedFile.TagOctets;
        Hold(pieces - 1);
    }

    public override long Length { get; }

    /// <exception cref="CryptographicException">A piece was changed.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.IsEmpty)
            return 0;
        var index = Position / SealedFile.PieceOctets;
        if (index != held)
            Hold(index);
        var at = (int)(Position % SealedFile.PieceOctets);
        var taken = Math.Min(buffer.Length, heldOctets - at);
        plain.AsSpan(at, taken).CopyTo(buffer);
        Position += taken;
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
            CryptographicOperations.ZeroMemory(plain);
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Hold(long index)
    {
        var isLast = index == pieces - 1;
        var octets = isLast ? (int)(file.Length - begin - index * StoredPiece) : StoredPiece;
        held = -1;
        file.Position = begin + index * StoredPiece;
        file.ReadExactly(locked, 0, octets);
        SealedFile.Decrypt(cipher, index, isLast, locked.AsSpan(0, octets), plain);
        (held, heldOctets) = (index, octets - SealedFile.TagOctets);
    }
}

using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>The bytes of a stored message, from any place; one piece of them is in memory.</summary>
/// <remarks>Reading throws <see cref="CryptographicException"/> when a piece was changed or is gone.</remarks>
internal sealed class PieceReader(IDbContextFactory<WebmailDb> databases, PieceCipher cipher, Guid contentId, int copy, long length) : ReadOnlyStream
{
    private byte[] piece = [];
    private int pieceNumber = -1;

    public override long Length => length;

    public override int Read(Span<byte> buffer)
    {
        if (Position >= length || buffer.IsEmpty)
            return 0;
        if (Wanted != pieceNumber)
        {
            using var database = databases.CreateDbContext();
            Keep(Stored(database).SingleOrDefault());
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.IsEmpty)
            return 0;
        if (Wanted != pieceNumber)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            Keep(await Stored(database).SingleOrDefaultAsync(cancellationToken));
        }

        return Take(buffer.Span);
    }

    private int Wanted => (int)(Position / PieceCipher.PieceOctets);

    private IQueryable<byte[]> Stored(WebmailDb database)
    {
        var wanted = Wanted;
        return database.OutboxPieces.Where(p => p.ContentId == contentId && p.Copy == copy && p.Number == wanted).Select(p => p.Bytes);
    }

    private void Keep(byte[]? stored)
    {
        var plain = cipher.Decrypt(copy, Wanted, stored ?? throw new CryptographicException("A stored piece is gone."));
        // Each piece vouches for itself; that none is missing at the end, the length in the sealed part does.
        if (plain.Length != Math.Min(PieceCipher.PieceOctets, length - ((long)Wanted * PieceCipher.PieceOctets)))
            throw new CryptographicException("A stored piece has another length.");
        (piece, pieceNumber) = (plain, Wanted);
    }

    private int Take(Span<byte> buffer)
    {
        var from = (int)(Position - ((long)pieceNumber * PieceCipher.PieceOctets));
        var count = Math.Min(buffer.Length, piece.Length - from);
        piece.AsSpan(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }
}

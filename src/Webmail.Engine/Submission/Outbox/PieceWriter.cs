using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>Stores what is written to it as encrypted pieces; at most a few of them are in memory.</summary>
internal sealed class PieceWriter(IDbContextFactory<WebmailDb> databases, PieceCipher cipher, Guid contentId, int copy, long storedAt) : WriteOnlyStream
{
    private readonly MemoryStream pending = new();
    private long written;
    private int number;

    /// <summary>Stores what is left, and returns how many octets were written in all.</summary>
    public async Task<long> CompleteAsync(CancellationToken cancellationToken)
    {
        await StoreFullAsync(cancellationToken);
        if (pending.Length > 0)
            await StoreAsync((int)pending.Length, cancellationToken);
        return written;
    }

    // What comes without waiting stays in memory until somebody can wait.
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        pending.Write(buffer);
        written += buffer.Length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        await StoreFullAsync(cancellationToken);
    }

    public override void Flush()
    {
        // A piece is stored when it is full, and the last one at the end.
    }

    private async Task StoreFullAsync(CancellationToken cancellationToken)
    {
        while (pending.Length >= PieceCipher.PieceOctets)
            await StoreAsync(PieceCipher.PieceOctets, cancellationToken);
    }

    private async Task StoreAsync(int octets, CancellationToken cancellationToken)
    {
        var piece = new StoredPiece
        {
            ContentId = contentId,
            Copy = copy,
            Number = number,
            StoredAt = storedAt,
            Bytes = cipher.Encrypt(copy, number, pending.GetBuffer().AsSpan(0, octets)),
        };
        await using (var database = await databases.CreateDbContextAsync(cancellationToken))
        {
            database.OutboxPieces.Add(piece);
            await database.SaveChangesAsync(cancellationToken);
        }

        number++;
        var rest = pending.GetBuffer().AsSpan(octets, (int)pending.Length - octets).ToArray();
        pending.SetLength(0);
        pending.Write(rest);
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>The rows of the outbox and the pieces that belong to them. Safe for many callers.</summary>
internal sealed class OutboxStore(IDbContextFactory<WebmailDb> databases, Sealing sealing)
{
    /// <summary>What is submitted.</summary>
    public const int SubmittedCopy = 0;

    /// <summary>What is filed, where it differs.</summary>
    public const int FiledCopy = 1;

    /// <summary>The host's seal.</summary>
    public Sealing Sealing => sealing;

    public byte[] Seal<T>(T value) => sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(value));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The host's keys are others now.</exception>
    public T Open<T>(byte[] sealedBytes) => JsonSerializer.Deserialize<T>(sealing.Open(sealedBytes))!;

    /// <summary>Stores a message's bytes and returns how many they are.</summary>
    public async Task<long> WriteAsync(Guid contentId, int copy, byte[] key, MimeMessage message, FormatOptions format, long storedAt, CancellationToken cancellationToken)
    {
        await using var pieces = new PieceWriter(databases, new PieceCipher(key), contentId, copy, storedAt);
        await message.WriteToAsync(format, pieces, cancellationToken);
        return await pieces.CompleteAsync(cancellationToken);
    }

    /// <summary>The bytes again.</summary>
    public Stream Read(Guid contentId, int copy, byte[] key, long length) => new PieceReader(databases, new PieceCipher(key), contentId, copy, length);

    /// <summary>False if there is a row of that id already.</summary>
    public async Task<bool> TryAddAsync(StoredOutgoing row, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.Outbox.Add(row);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException) when (database.Outbox.AsNoTracking().Any(o => o.Id == row.Id))
        {
            return false;
        }
    }

    public async Task<StoredOutgoing?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Outbox.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
    }

    /// <summary>The rows of an account, oldest first.</summary>
    public async Task<List<StoredOutgoing>> ListAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Outbox.AsNoTracking().Where(o => o.AccountId == accountId).OrderBy(o => o.HeldAt).ToListAsync(cancellationToken);
    }

    /// <summary>How many messages an account has sent since then.</summary>
    public async Task<int> CountAsync(string accountId, long since, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Outbox.CountAsync(o => o.AccountId == accountId && o.HeldAt > since, cancellationToken);
    }

    /// <summary>The row that is to be worked on next, of each account, with when.</summary>
    public async Task<List<(string AccountId, long DueAt)>> DueAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var due = await database.Outbox.Where(o => o.DueAt != null)
            .GroupBy(o => o.AccountId).Select(own => new { own.Key, DueAt = own.Min(o => o.DueAt!.Value) }).ToListAsync(cancellationToken);
        return [.. due.Select(d => (d.Key, d.DueAt))];
    }

    /// <summary>The account's first row that is due, or null.</summary>
    public async Task<StoredOutgoing?> NextAsync(string accountId, long now, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Outbox.AsNoTracking().Where(o => o.AccountId == accountId && o.DueAt <= now).OrderBy(o => o.DueAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes a row to work on it, and brings it to a step, if nobody has touched it since it was read: of two who want it, one gets it.</summary>
    public async Task<bool> TryTakeAsync(StoredOutgoing row, OutboxStep to, long at, long until, CancellationToken cancellationToken)
    {
        var owner = Guid.NewGuid();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var taken = await AsRead(database, row).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Step, (int)to).SetProperty(o => o.At, at).SetProperty(o => o.DueAt, until).SetProperty(o => o.LeasedBy, owner)
                .SetProperty(o => o.DataBegun, false),
            cancellationToken) == 1;
        if (taken)
            (row.Step, row.At, row.DueAt, row.LeasedBy, row.DataBegun) = ((int)to, at, until, owner, false);
        return taken;
    }

    /// <summary>Puts off the end of a lease. False if the row is at another step, or another's.</summary>
    public async Task<bool> TryRenewAsync(Guid id, int step, Guid? owner, long until, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Outbox.Where(o => o.Id == id && o.Step == step && o.LeasedBy == owner)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.DueAt, until), cancellationToken) == 1;
    }

    /// <summary>
    /// Stores that the text of a message is about to leave, and puts off the end of the lease, in one statement: somebody waits for it. False if another has
    /// the row by now, or it is gone.
    /// </summary>
    public async Task<bool> TryBeginDataAsync(StoredOutgoing row, long until, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Outbox.Where(o => o.Id == row.Id && o.LeasedBy == row.LeasedBy)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.DataBegun, true).SetProperty(o => o.DueAt, until), cancellationToken) == 1;
    }

    /// <summary>
    /// Brings a row to rest or back whose worker was not heard of until its lease ran out, if nobody has touched it since it was read. It stays
    /// theirs: should they live, they know better what has become of it.
    /// </summary>
    public async Task<bool> TryEndAsync(StoredOutgoing read, StoredOutgoing row, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await AsRead(database, read).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Step, row.Step).SetProperty(o => o.At, row.At).SetProperty(o => o.DueAt, row.DueAt).SetProperty(o => o.Summary, row.Summary),
            cancellationToken) == 1;
    }

    /// <summary>Brings a row to a step if it is still at one of <paramref name="from"/>; whoever worked on it has no say any more.</summary>
    public async Task<bool> TryMoveAsync(Guid id, OutboxStep[] from, OutboxStep to, long at, long? dueAt, CancellationToken cancellationToken)
    {
        var steps = from.Select(step => (int)step).ToList();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Outbox.Where(o => o.Id == id && steps.Contains(o.Step)).ExecuteUpdateAsync(
            row => row.SetProperty(o => o.Step, (int)to).SetProperty(o => o.At, at).SetProperty(o => o.DueAt, dueAt).SetProperty(o => o.DataBegun, false)
                .SetProperty(o => o.LeasedBy, (Guid?)null),
            cancellationToken) == 1;
    }

    /// <summary>Stores a row that was taken. With its content gone, the pieces go too. False if another has it by now, or it is gone.</summary>
    public async Task<bool> SaveAsync(StoredOutgoing row, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var whole = await database.Database.BeginTransactionAsync(cancellationToken);
        database.Outbox.Update(row);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        if (row.Content.Length == 0)
            await database.OutboxPieces.Where(p => p.ContentId == row.ContentId).ExecuteDeleteAsync(cancellationToken);
        await whole.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Removes a row with its pieces if it is still at one of these steps.</summary>
    public async Task<bool> TryRemoveAsync(StoredOutgoing row, OutboxStep[] from, CancellationToken cancellationToken)
    {
        var steps = from.Select(step => (int)step).ToList();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var whole = await database.Database.BeginTransactionAsync(cancellationToken);
        var removed = await database.Outbox.Where(o => o.Id == row.Id && o.ContentId == row.ContentId && steps.Contains(o.Step)).ExecuteDeleteAsync(cancellationToken) == 1;
        if (removed)
            await database.OutboxPieces.Where(p => p.ContentId == row.ContentId).ExecuteDeleteAsync(cancellationToken);
        await whole.CommitAsync(cancellationToken);
        return removed;
    }

    /// <summary>Removes pieces whose row was never made.</summary>
    public async Task RemovePiecesAsync(Guid contentId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.OutboxPieces.Where(p => p.ContentId == contentId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Removes rows that have been done since before <paramref name="before"/>, and pieces as old as that which have no row.</summary>
    public async Task SweepAsync(long before, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Outbox.Where(o => o.Step == (int)OutboxStep.Done && o.At < before).ExecuteDeleteAsync(cancellationToken);
        await database.OutboxPieces.Where(p => p.StoredAt < before && !database.Outbox.Any(o => o.ContentId == p.ContentId)).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<StoredOutgoing> AsRead(WebmailDb database, StoredOutgoing row) =>
        database.Outbox.Where(o => o.Id == row.Id && o.Step == row.Step && o.DueAt == row.DueAt && o.LeasedBy == row.LeasedBy);
}

using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Contacts;

/// <summary>The rows of remembered correspondents. Safe for many callers, of several programs too.</summary>
internal sealed class CorrespondentStore(IDbContextFactory<WebmailDb> databases, Sealing sealing)
{
    // Another program may add the same row at the same time: then it is there when one looks again.
    private const int Attempts = 3;

    /// <summary>What an account's rows are encrypted with; null if it has none.</summary>
    /// <exception cref="CryptographicException">The host's keys are others now.</exception>
    public async Task<CorrespondentCipher?> FindCipherAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.CorrespondentKeys.AsNoTracking().SingleOrDefaultAsync(k => k.AccountId == accountId, cancellationToken) is { } stored
            ? new CorrespondentCipher(sealing.Open(stored.Key))
            : null;
    }

    /// <summary>The same; made if there is none yet.</summary>
    /// <exception cref="CryptographicException">The host's keys are others now.</exception>
    public async Task<CorrespondentCipher> CipherAsync(string accountId, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await FindCipherAsync(accountId, cancellationToken) is { } known)
                return known;
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            database.CorrespondentKeys.Add(new StoredCorrespondentKey { AccountId = accountId, Key = sealing.Seal(RandomNumberGenerator.GetBytes(CorrespondentCipher.KeyOctets)) });
            try
            {
                await database.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Read what the other has made.
            }
        }
    }

    /// <summary>All of an account.</summary>
    public async Task<List<StoredCorrespondent>> ListAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Correspondents.AsNoTracking().Where(c => c.AccountId == accountId).ToListAsync(cancellationToken);
    }

    /// <summary>Counts one more use of each, and adds those that are new. Returns the rows as they are then.</summary>
    /// <param name="people">Name and address by id; a name takes the place of the one before, no name leaves it.</param>
    public async Task<List<StoredCorrespondent>> UseAsync(
        string accountId, IReadOnlyDictionary<Guid, (string Name, string Address)> people, CorrespondentCipher cipher, long at, CancellationToken cancellationToken)
    {
        var ids = people.Keys.ToList();
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var rows = await database.Correspondents.Where(c => c.AccountId == accountId && ids.Contains(c.Id)).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                (row.Uses, row.UsedAt) = (row.Uses + 1, Math.Max(row.UsedAt, at));
                var (name, address) = people[row.Id];
                if (name.Length > 0)
                    row.Content = cipher.Encrypt(row.Id, name, address);
            }

            foreach (var (id, (name, address)) in people.Where(person => rows.All(row => row.Id != person.Key)).ToList())
            {
                var row = new StoredCorrespondent { AccountId = accountId, Id = id, Uses = 1, UsedAt = at, Content = cipher.Encrypt(id, name, address) };
                database.Correspondents.Add(row);
                rows.Add(row);
            }

            try
            {
                await database.SaveChangesAsync(cancellationToken);
                return rows;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Count on what the other has stored, or what is gone by now.
            }
        }
    }

    /// <summary>Removes the least useful of an account with more than <paramref name="most"/>. Returns how many.</summary>
    public async Task<int> TrimAsync(string accountId, int most, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var own = database.Correspondents.Where(c => c.AccountId == accountId);
        if (await own.CountAsync(cancellationToken) <= most)
            return 0;
        // A twentieth more, so that this is not done with each message.
        var ranked = await own.Select(c => new { c.Id, c.Uses, c.UsedAt }).ToListAsync(cancellationToken);
        var least = ranked.OrderBy(c => Contact.RankOf(c.Uses, c.UsedAt)).Take(ranked.Count - most + (most / 20)).Select(c => c.Id).ToList();
        return await own.Where(c => least.Contains(c.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Removes one. False if it is not there.</summary>
    public async Task<bool> RemoveAsync(string accountId, Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Correspondents.Where(c => c.AccountId == accountId && c.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>Adds these again, each under the id that the present key gives; those that are there are left alone.</summary>
    public async Task RestoreAsync(string accountId, IReadOnlyCollection<Contact> contacts, CorrespondentCipher cipher, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var there = await database.Correspondents.Where(c => c.AccountId == accountId).Select(c => c.Id).ToHashSetAsync(cancellationToken);
        foreach (var contact in contacts)
        {
            var id = cipher.IdOf(contact.Address);
            if (!there.Add(id))
                continue;
            database.Correspondents.Add(new StoredCorrespondent
            {
                AccountId = accountId,
                Id = id,
                Uses = contact.Uses,
                UsedAt = contact.UsedAt.ToUnixTimeMilliseconds(),
                Content = cipher.Encrypt(id, contact.Name, contact.Address),
            });
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Removes all of an account, and the key with them.</summary>
    public async Task RemoveAllAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var whole = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Correspondents.Where(c => c.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);
        await database.CorrespondentKeys.Where(k => k.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);
        await whole.CommitAsync(cancellationToken);
    }
}

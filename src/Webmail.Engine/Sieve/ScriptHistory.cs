using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Sieve;

/// <summary>The last versions of an account's scripts, whoever wrote them, encrypted. Safe for many callers, of several programs too.</summary>
/// <param name="accountId">Whose.</param>
/// <param name="databases">Where they are kept.</param>
/// <param name="sealing">Encrypts them.</param>
/// <param name="time">The clock.</param>
public sealed class ScriptHistory(string accountId, IDbContextFactory<WebmailDb> databases, Sealing sealing, TimeProvider time)
{
    /// <summary>How many versions of a script are kept.</summary>
    public const int Most = 10;

    // Another tab or program may keep the same version at the same time: then it is there when one looks again.
    private const int Attempts = 3;

    private int isPrepared;

    /// <summary>The earlier versions of a script, the newest first.</summary>
    /// <param name="script">Its name on the server.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="DbException">The database is away.</exception>
    public async Task<IReadOnlyList<ScriptVersion>> ListAsync(string script, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var kept = await Own(database, script).OrderByDescending(v => v.SavedAt).Select(v => new { v.Version, v.SavedAt }).ToListAsync(cancellationToken);
        return [.. kept.Select(v => new ScriptVersion(v.Version, DateTimeOffset.FromUnixTimeMilliseconds(v.SavedAt)))];
    }

    /// <summary>The text of a version; null if it is not kept any more, or the host's keys are others now.</summary>
    /// <param name="script">The script's name on the server.</param>
    /// <param name="version">Which one.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="DbException">The database is away.</exception>
    public async Task<string?> ReadAsync(string script, string version, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var content = await Own(database, script).Where(v => v.Version == version).Select(v => v.Content).SingleOrDefaultAsync(cancellationToken);
        try
        {
            return content is null ? null : SieveText.Decode(sealing.Open(content));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Does once, in vain, what keeping a version does: the first time in a program the statements have to be made, which takes longer than all else of
    /// a save. Nothing is kept.
    /// </summary>
    /// <exception cref="DbException">The database is away.</exception>
    /// <exception cref="DbUpdateException">It does not take anything.</exception>
    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isPrepared, 1) == 1)
            return;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // RFC 5804 2.8: an empty name stands for no script.
        await PutAsync(database, "", "", 0, cancellationToken);
        await ForgetAsync(database, "", cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    /// <summary>Keeps the text of a script that is about to be replaced, and forgets the oldest beyond <see cref="Most"/>.</summary>
    /// <exception cref="DbException">The database is away.</exception>
    /// <exception cref="DbUpdateException">It does not take it.</exception>
    internal async Task KeepAsync(StoredScript script, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(script.Text))
            return;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            try
            {
                await PutAsync(database, script.Name, script.Text, now, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                continue;
            }

            await ForgetAsync(database, script.Name, cancellationToken);
            return;
        }
    }

    /// <summary>Says of a version that is kept already that it is the newest, or keeps it.</summary>
    private async Task PutAsync(WebmailDb database, string script, string text, long now, CancellationToken cancellationToken)
    {
        var version = StoredScript.VersionOf(text);
        if (await Own(database, script).Where(v => v.Version == version).ExecuteUpdateAsync(set => set.SetProperty(v => v.SavedAt, now), cancellationToken) > 0)
            return;
        database.ScriptVersions.Add(new StoredScriptVersion
        {
            AccountId = accountId,
            Script = script,
            Version = version,
            SavedAt = now,
            Content = sealing.Seal(SieveText.Encode(text)),
        });
        await database.SaveChangesAsync(cancellationToken);
    }

    private async Task ForgetAsync(WebmailDb database, string script, CancellationToken cancellationToken)
    {
        var own = Own(database, script);
        var old = await own.OrderByDescending(v => v.SavedAt).Skip(Most).Select(v => v.Version).ToListAsync(cancellationToken);
        if (old.Count > 0)
            await own.Where(v => old.Contains(v.Version)).ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<StoredScriptVersion> Own(WebmailDb database, string script) =>
        database.ScriptVersions.Where(v => v.AccountId == accountId && v.Script == script);
}

using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Webmail.Engine.Storage;

/// <summary>
/// Sessions that were signed out. A ticket opens a mailbox by itself, also after a restart; so that a copy of it is worth nothing
/// after the sign-out, its session is remembered here until the ticket has run out.
/// </summary>
public sealed class SignedOutSessions(IDbContextFactory<WebmailDb> databases, ChangeNotices notices, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> known = new();

    /// <summary>Reads what earlier runs of the program stored, and others. Before the first request, and again when others could not be heard for a while.</summary>
    /// <returns>Those that were not known.</returns>
    public async Task<IReadOnlyList<string>> LoadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.SignOuts.Where(s => s.ForgetAt < now).ExecuteDeleteAsync(cancellationToken);
        var stored = await database.SignOuts.AsNoTracking().ToListAsync(cancellationToken);
        return [.. stored.Where(signOut => known.TryAdd(signOut.SessionId, signOut.ForgetAt)).Select(static signOut => signOut.SessionId)];
    }

    /// <summary>Another program has stored a sign-out. False if it was known.</summary>
    internal bool Hear(string sessionId, long forgetAt) => known.TryAdd(sessionId, forgetAt);

    /// <summary>Whether the session was signed out.</summary>
    public bool Contains(string sessionId) => known.ContainsKey(sessionId);

    /// <summary>Remembers a sign-out for <paramref name="ticketLifetime"/>, the longest that a ticket issued until now can live.</summary>
    public async Task AddAsync(string sessionId, TimeSpan ticketLifetime, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var forgetAt = (now + ticketLifetime).ToUnixTimeSeconds();
        // In memory first: from here on the ticket is refused, whatever becomes of the database.
        if (!known.TryAdd(sessionId, forgetAt))
            return;
        foreach (var (id, until) in known)
        {
            if (until < now.ToUnixTimeSeconds())
                known.TryRemove(id, out _);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.SignOuts.Add(new StoredSignOut { SessionId = sessionId, ForgetAt = forgetAt });
        await database.SaveChangesAsync(cancellationToken);
        await notices.TellSignOutAsync(database, sessionId, forgetAt, cancellationToken);
    }
}

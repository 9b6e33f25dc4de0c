using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Webmail.Engine.Storage;

/// <summary>
/// The settings of every account, read once and then from memory. Safe to use from anywhere; a change is told to all who subscribed
/// for that account. One process owns a SQLite file, so what is in memory is the truth; of what others change in a PostgreSQL <see cref="ChangeListener"/> tells.
/// </summary>
public sealed partial class SettingsStore(IDbContextFactory<WebmailDb> databases, ChangeNotices notices, ILogger<SettingsStore> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, PersonSettings> known = new();
    private readonly ConcurrentDictionary<string, ImmutableList<Subscription>> subscriptions = new();
    // One writer at a time: SQLite has no more, and two changes at once must not lose one.
    private readonly SemaphoreSlim writing = new(1, 1);
    private int readAgain;

    /// <summary>The settings of an account; the defaults when it has none yet.</summary>
    public async ValueTask<PersonSettings> GetAsync(string accountId, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(accountId, out var settings))
            return settings;

        var before = Volatile.Read(ref readAgain);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database.Settings.AsNoTracking().Where(s => s.AccountId == accountId).ToListAsync(cancellationToken);
        // A change that finished meanwhile is newer than what was just read.
        settings = known.GetOrAdd(accountId, StoredSettings.Read(stored.ToDictionary(s => s.Key, s => s.Value), LogUnreadable));
        // So is one of another program: who asks next reads it.
        if (Volatile.Read(ref readAgain) != before)
            known.TryRemove(KeyValuePair.Create(accountId, settings));
        return settings;
    }

    /// <summary>Another program may have changed the settings of an account, or of any (null): they are read again, and the subscribers told.</summary>
    internal void ReadAgain(string? accountId)
    {
        Interlocked.Increment(ref readAgain);
        foreach (var account in accountId is null ? known.Keys.Union(subscriptions.Keys).ToList() : [accountId])
        {
            known.TryRemove(account, out _);
            Tell(account);
        }
    }

    /// <summary>Applies <paramref name="change"/> to the newest settings, stores what differs and tells the subscribers.</summary>
    /// <returns>The settings after the change.</returns>
    public async Task<PersonSettings> ChangeAsync(string accountId, Func<PersonSettings, PersonSettings> change, CancellationToken cancellationToken)
    {
        PersonSettings after;
        await writing.WaitAsync(cancellationToken);
        try
        {
            // What is in memory may be older than what another program has just stored.
            if (notices.IsShared)
                known.TryRemove(accountId, out _);
            after = change(await GetAsync(accountId, cancellationToken));
            if (!await StoreAsync(accountId, StoredSettings.Write(after), cancellationToken))
                return after;
            known[accountId] = after;
        }
        finally
        {
            writing.Release();
        }

        Tell(accountId);
        return after;
    }

    /// <summary>
    /// Calls <paramref name="changed"/> after each change, until disposed. The call comes from whoever made the change and carries
    /// no data: read again. It must not block or throw.
    /// </summary>
    public IDisposable Subscribe(string accountId, Action changed)
    {
        var subscription = new Subscription(this, accountId, changed);
        subscriptions.AddOrUpdate(accountId, [subscription], (_, others) => others.Add(subscription));
        return subscription;
    }

    /// <inheritdoc/>
    public void Dispose() => writing.Dispose();

    private void Tell(string accountId)
    {
        foreach (var subscription in subscriptions.GetValueOrDefault(accountId, []))
            subscription.Tell();
    }

    private async Task<bool> StoreAsync(string accountId, Dictionary<string, string> wanted, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database.Settings.Where(s => s.AccountId == accountId).ToDictionaryAsync(s => s.Key, cancellationToken);
        foreach (var (key, value) in wanted)
        {
            if (!stored.TryGetValue(key, out var row))
                database.Settings.Add(new StoredSetting { AccountId = accountId, Key = key, Value = value });
            else
                row.Value = value;
        }

        // Rows of a newer version are left alone, so that going back a version loses nothing.
        database.Settings.RemoveRange(stored.Values.Where(row => !wanted.ContainsKey(row.Key) && StoredSettings.Knows(row.Key)));
        if (await database.SaveChangesAsync(cancellationToken) == 0)
            return false;
        await notices.TellSettingsAsync(database, accountId, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stored setting {Key} can't be read; its default is used")]
    private partial void LogUnreadable(string key, JsonException exception);

    private sealed class Subscription(SettingsStore store, string accountId, Action changed) : IDisposable
    {
        // A circuit's culture travels in the execution context; without it the page would redraw in the language of the tab that saved.
        private readonly ExecutionContext? context = ExecutionContext.Capture();

        public void Tell()
        {
            if (context is null)
                changed();
            else
                ExecutionContext.Run(context, static state => ((Action)state!)(), changed);
        }

        public void Dispose()
        {
            store.subscriptions.AddOrUpdate(accountId, [], (_, others) => others.Remove(this));
            store.subscriptions.TryRemove(KeyValuePair.Create(accountId, ImmutableList<Subscription>.Empty));
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Trust.LookAlikes;

namespace Webmail.Engine.Contacts;

/// <summary>
/// Whom people have written to, of all accounts, to complete addresses. Stored encrypted; searched in memory, where an account's stay for as
/// long as somebody writes. One for the program; safe for many callers.
/// </summary>
/// <param name="databases">Where the rows are.</param>
/// <param name="sealing">The host's seal: the accounts' keys lie under it.</param>
/// <param name="time">The clock.</param>
public sealed class Correspondents(IDbContextFactory<WebmailDb> databases, Sealing sealing, TimeProvider time)
{
    /// <summary>How many are remembered for an account; then the least useful go.</summary>
    public const int Most = 10_000;

    // A name is shown in one line; some programs write whole notes there.
    private const int LongestName = 200;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    // Another program on the same database may have remembered somebody.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly CorrespondentStore store = new(databases, sealing);
    private readonly ConcurrentDictionary<string, Shelf> shelves = new(StringComparer.Ordinal);

    /// <summary>Reads an account's if they are not in memory or older than a minute, so that <see cref="FindAsync"/> need not wait.</summary>
    /// <exception cref="CryptographicException">The host's keys are others now: all an account can do is <see cref="RemoveAllAsync"/>.</exception>
    public Task PrepareAsync(string accountId, CancellationToken cancellationToken) => ReadAsync(accountId, FreshFor, cancellationToken);

    /// <summary>Who may be meant by what was typed, the likeliest first: each word begins a part of name or address. Nothing typed: the likeliest of all.</summary>
    /// <exception cref="CryptographicException">As for <see cref="PrepareAsync"/>.</exception>
    public async Task<ImmutableArray<Contact>> FindAsync(string accountId, string typed, int most, CancellationToken cancellationToken) =>
        (await ReadAsync(accountId, KeptFor, cancellationToken)).Find(typed, most);

    /// <summary>Those of an account, for finding out who passes for one of them. Costs nothing while they are in memory.</summary>
    /// <exception cref="CryptographicException">As for <see cref="PrepareAsync"/>.</exception>
    public async Task<KnownPeople> KnownAsync(string accountId, CancellationToken cancellationToken) => (await ReadAsync(accountId, KeptFor, cancellationToken)).Known;

    /// <summary>All of an account, the likeliest first.</summary>
    /// <exception cref="CryptographicException">As for <see cref="PrepareAsync"/>.</exception>
    public async Task<ImmutableArray<Contact>> ListAsync(string accountId, CancellationToken cancellationToken) =>
        (await ReadAsync(accountId, TimeSpan.Zero, cancellationToken)).All;

    /// <summary>Remembers the recipients of a message that was handed in.</summary>
    /// <exception cref="CryptographicException">As for <see cref="PrepareAsync"/>.</exception>
    public async Task RememberAsync(string accountId, Draft draft, CancellationToken cancellationToken)
    {
        var recipients = draft.To.Concat(draft.Cc).Concat(draft.Bcc).SelectMany(Recipients.Parse).Where(recipient => recipient.IsValid).ToList();
        if (recipients.Count == 0)
            return;
        var shelf = ShelfOf(accountId);
        await shelf.Turn.WaitAsync(cancellationToken);
        try
        {
            using var cipher = await store.CipherAsync(accountId, cancellationToken);
            var people = new Dictionary<Guid, (string, string)>();
            foreach (var recipient in recipients)
                people[cipher.IdOf(recipient.Address)] = (recipient.Name.Length > LongestName ? "" : recipient.Name, recipient.Address);
            var rows = await store.UseAsync(accountId, people, cipher, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
            shelf.Index = await store.TrimAsync(accountId, Most, cancellationToken) > 0 ? null : shelf.Index?.With(rows.Select(cipher.Decrypt));
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    /// <summary>Forgets one. False if the account has none of that id.</summary>
    public async Task<bool> RemoveAsync(string accountId, Guid id, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(accountId);
        await shelf.Turn.WaitAsync(cancellationToken);
        try
        {
            var removed = await store.RemoveAsync(accountId, id, cancellationToken);
            shelf.Index = shelf.Index?.Without(id);
            return removed;
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    /// <summary>Forgets all of an account.</summary>
    public async Task RemoveAllAsync(string accountId, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(accountId);
        await shelf.Turn.WaitAsync(cancellationToken);
        try
        {
            await store.RemoveAllAsync(accountId, cancellationToken);
            shelf.Index = null;
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    /// <summary>Takes back that these were forgotten. Who was written to since keeps what is known now.</summary>
    /// <exception cref="CryptographicException">As for <see cref="PrepareAsync"/>.</exception>
    public async Task RestoreAsync(string accountId, IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(accountId);
        await shelf.Turn.WaitAsync(cancellationToken);
        try
        {
            using var cipher = await store.CipherAsync(accountId, cancellationToken);
            await store.RestoreAsync(accountId, contacts, cipher, cancellationToken);
            shelf.Index = null;
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    private async Task<ContactIndex> ReadAsync(string accountId, TimeSpan notOlderThan, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(accountId);
        if (shelf.Index is { } known && time.GetElapsedTime(shelf.ReadAt) < notOlderThan)
            return known;
        ClearUnused();
        await shelf.Turn.WaitAsync(cancellationToken);
        try
        {
            // Who waited for another's reading need not do it again.
            if (shelf.Index is { } read && time.GetElapsedTime(shelf.ReadAt) < notOlderThan)
                return read;
            using var cipher = await store.FindCipherAsync(accountId, cancellationToken);
            var index = cipher is null ? ContactIndex.Empty : ContactIndex.Of((await store.ListAsync(accountId, cancellationToken)).Select(cipher.Decrypt));
            (shelf.ReadAt, shelf.Index) = (time.GetTimestamp(), index);
            return index;
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    private Shelf ShelfOf(string accountId)
    {
        var shelf = shelves.GetOrAdd(accountId, static _ => new Shelf());
        shelf.UsedAt = time.GetTimestamp();
        return shelf;
    }

    private void ClearUnused()
    {
        foreach (var (accountId, shelf) in shelves)
        {
            if (time.GetElapsedTime(shelf.UsedAt) > KeptFor)
                shelf.Index = null;
        }
    }

    /// <summary>What is in memory of one account. Stays when it is emptied: its turns must be the same for everybody.</summary>
    private sealed class Shelf
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public ContactIndex? Index { get; set; }

        public long ReadAt { get; set; }

        public long UsedAt { get; set; }
    }
}

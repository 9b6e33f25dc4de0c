using System.Collections.Concurrent;

namespace Webmail.Engine.Remote;

/// <summary>
/// Fetches pictures that messages show, and keeps those fetched last, each for the person it was fetched for: what one person has seen, another
/// one's time of waiting must not tell. Owns what it keeps, in memory only. One for the process; safe for many callers.
/// </summary>
public sealed class RemotePictures(RemoteClient client, TimeProvider time)
{
    /// <summary>Octets of one picture. Photographs in newsletters have up to 2 MB.</summary>
    public const int MaxOctets = 10 * 1024 * 1024;

    /// <summary>Octets of all that is kept: some thousand pictures of newsletters.</summary>
    private const long Capacity = 64 * 1024 * 1024;

    /// <summary>Pictures that one person waits for at a time; browsers ask for six of a host.</summary>
    private const int AtOnce = 8;

    /// <summary>The message is opened again, printed, shown in another tab.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    /// <summary>What could not be had is not asked for with every look at the message, and comes back soon after its server does.</summary>
    private static readonly TimeSpan FailureKeptFor = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<PictureKey, LinkedListNode<Kept>> byKey = [];
    private readonly LinkedList<Kept> recent = new();
    private readonly ConcurrentDictionary<PictureKey, Lazy<Task<ReadOnlyMemory<byte>>>> underWay = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> places = new(StringComparer.Ordinal);
    private long weight;

    /// <summary>The octets of a picture, whatever they are; empty if it could not be had.</summary>
    /// <param name="owner">The account it is fetched for.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="cancellationToken">Ends the wait; the fetch goes on for others and for the cache.</param>
    public async Task<ReadOnlyMemory<byte>> GetAsync(string owner, Uri address, CancellationToken cancellationToken)
    {
        var key = new PictureKey(owner, address.AbsoluteUri);
        if (TryGet(key, out var known))
            return known;
        var fetch = underWay.GetOrAdd(key, static (key, self) => new Lazy<Task<ReadOnlyMemory<byte>>>(() => self.FetchAndKeepAsync(key)), this);
        return await fetch.Value.WaitAsync(cancellationToken);
    }

    private async Task<ReadOnlyMemory<byte>> FetchAndKeepAsync(PictureKey key)
    {
        var place = places.GetOrAdd(key.Owner, static _ => new SemaphoreSlim(AtOnce));
        await place.WaitAsync();
        try
        {
            var answer = await client.SendAsync(
                new RemoteRequest(new Uri(key.Address)) { Accept = "image/avif,image/webp,image/*;q=0.9,*/*;q=0.1", MaxOctets = MaxOctets, Timeout = TimeLimit }, CancellationToken.None);
            var octets = answer.IsSuccess ? answer.Content : default;
            Keep(new Kept(key, octets, time.GetTimestamp()));
            return octets;
        }
        finally
        {
            place.Release();
            underWay.TryRemove(key, out _);
        }
    }

    private bool TryGet(PictureKey key, out ReadOnlyMemory<byte> octets)
    {
        octets = default;
        lock (gate)
        {
            if (!byKey.TryGetValue(key, out var node))
                return false;
            if (time.GetElapsedTime(node.Value.At) > (node.Value.Octets.IsEmpty ? FailureKeptFor : KeptFor))
            {
                Remove(node);
                return false;
            }
            recent.Remove(node);
            recent.AddFirst(node);
            octets = node.Value.Octets;
            return true;
        }
    }

    private void Keep(Kept picture)
    {
        lock (gate)
        {
            if (byKey.TryGetValue(picture.Key, out var old))
                Remove(old);
            byKey[picture.Key] = recent.AddFirst(picture);
            weight += picture.Weight;
            while (weight > Capacity && recent.Last is { } last)
                Remove(last);
        }
    }

    private void Remove(LinkedListNode<Kept> node)
    {
        recent.Remove(node);
        byKey.Remove(node.Value.Key);
        weight -= node.Value.Weight;
    }

    private readonly record struct PictureKey(string Owner, string Address);

    private sealed record Kept(PictureKey Key, ReadOnlyMemory<byte> Octets, long At)
    {
        // Address and bookkeeping beside the octets: else failures would weigh nothing and never go.
        public long Weight => Octets.Length + 2L * Key.Address.Length + 500;
    }
}

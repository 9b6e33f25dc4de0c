using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MailKit;

namespace Webmail.Engine.Mailboxes;

/// <summary>
/// An immutable set of UIDs, kept as ascending ranges (RFC 9051 sequence-set), so that a mailbox of a
/// million messages costs as much as the number of its gaps. Any element is found by rank in O(log ranges).
/// </summary>
public sealed class UidSet : IReadOnlyList<uint>, IEquatable<UidSet>
{
    /// <summary>A run of UIDs, both ends included.</summary>
    public readonly record struct Range(uint First, uint Last)
    {
        /// <summary>How many UIDs the run has.</summary>
        public int Length => (int)(Last - First + 1);
    }

    private readonly ImmutableArray<Range> _ranges;
    private readonly int[] _ranks; // _ranks[i]: how many UIDs stand before range i

    private UidSet(ImmutableArray<Range> ranges)
    {
        _ranges = ranges;
        _ranks = new int[ranges.Length];
        var count = 0;
        for (var i = 0; i < ranges.Length; i++)
        {
            _ranks[i] = count;
            count += ranges[i].Length;
        }

        Count = count;
    }

    /// <summary>The set without any UID.</summary>
    public static UidSet Empty { get; } = new([]);

    /// <summary>How many UIDs the set has.</summary>
    public int Count { get; }

    /// <summary>True if there is no UID in the set.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The runs, ascending, never adjacent.</summary>
    public IReadOnlyList<Range> Ranges => _ranges;

    /// <summary>The smallest UID. Throws <see cref="InvalidOperationException"/> on the empty set.</summary>
    public uint Min => IsEmpty ? throw new InvalidOperationException("The set is empty.") : _ranges[0].First;

    /// <summary>The largest UID. Throws <see cref="InvalidOperationException"/> on the empty set.</summary>
    public uint Max => IsEmpty ? throw new InvalidOperationException("The set is empty.") : _ranges[^1].Last;

    /// <summary>The UID at an ascending rank, 0 being the smallest.</summary>
    public uint this[int rank]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rank);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, Count);
            var i = Array.BinarySearch(_ranks, rank);
            if (i < 0) i = ~i - 1;
            return _ranges[i].First + (uint)(rank - _ranks[i]);
        }
    }

    /// <summary>The set of these UIDs, in any order, repeated or not.</summary>
    public static UidSet Of(IEnumerable<uint> uids)
    {
        var sorted = uids.ToArray();
        Array.Sort(sorted);
        return OfRanges(sorted.Select(uid => new Range(uid, uid)), sortedAlready: true);
    }

    /// <summary>The set of one UID.</summary>
    public static UidSet OfOne(uint uid) => new([new Range(uid, uid)]);

    /// <summary>The set of MailKit's UIDs; its UIDVALIDITY is not looked at.</summary>
    public static UidSet Of(IEnumerable<UniqueId> uids) =>
        uids is UniqueIdRange range ? new([new Range(range.Min.Id, range.Max.Id)]) : Of(uids.Select(uid => uid.Id));

    /// <summary>The set of these runs, which may overlap.</summary>
    public static UidSet OfRanges(IEnumerable<Range> ranges) => OfRanges(ranges, sortedAlready: false);

    private static UidSet OfRanges(IEnumerable<Range> ranges, bool sortedAlready)
    {
        var merged = ImmutableArray.CreateBuilder<Range>();
        foreach (var range in sortedAlready ? ranges : ranges.OrderBy(r => r.First))
        {
            if (merged.Count > 0 && range.First <= (ulong)merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
            else
                merged.Add(range);
        }

        return merged.Count == 0 ? Empty : new UidSet(merged.ToImmutable());
    }

    /// <summary>True if the UID is in the set.</summary>
    public bool Contains(uint uid) => IndexOf(uid) >= 0;

    /// <summary>The ascending rank of the UID, or -1 if the set lacks it.</summary>
    public int IndexOf(uint uid)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var range = _ranges[middle];
            if (uid < range.First) high = middle - 1;
            else if (uid > range.Last) low = middle + 1;
            else return _ranks[middle] + (int)(uid - range.First);
        }

        return -1;
    }

    /// <summary>The UIDs of either set.</summary>
    public UidSet Union(UidSet other) =>
        other.IsEmpty ? this : IsEmpty ? other : OfRanges(_ranges.Concat(other._ranges));

    /// <summary>The UIDs of this set that the other lacks.</summary>
    public UidSet Except(UidSet other)
    {
        if (other.IsEmpty || IsEmpty) return this;
        var left = ImmutableArray.CreateBuilder<Range>();
        var j = 0;
        foreach (var range in _ranges)
        {
            var first = (ulong)range.First;
            while (j < other._ranges.Length && other._ranges[j].Last < range.First) j++;
            for (var k = j; k < other._ranges.Length && other._ranges[k].First <= range.Last; k++)
            {
                if (other._ranges[k].First > first) left.Add(new Range((uint)first, other._ranges[k].First - 1));
                first = Math.Max(first, (ulong)other._ranges[k].Last + 1);
            }

            if (first <= range.Last) left.Add(new Range((uint)first, range.Last));
        }

        return left.Count == 0 ? Empty : new UidSet(left.ToImmutable());
    }

    /// <summary>The UIDs that both sets have.</summary>
    public UidSet Intersect(UidSet other) => Except(Except(other));

    /// <summary>The same UIDs for MailKit, of the given UIDVALIDITY.</summary>
    public UniqueIdSet ToUniqueIds(uint uidValidity)
    {
        var set = new UniqueIdSet(uidValidity, MailKit.Search.SortOrder.Ascending);
        foreach (var range in _ranges)
            set.AddRange(new UniqueIdRange(new UniqueId(uidValidity, range.First), new UniqueId(uidValidity, range.Last)));
        return set;
    }

    /// <inheritdoc/>
    public IEnumerator<uint> GetEnumerator()
    {
        foreach (var range in _ranges)
        {
            for (ulong uid = range.First; uid <= range.Last; uid++)
                yield return (uint)uid;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(UidSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UidSet);

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(Count, Min, Max);

    /// <summary>The sequence-set of RFC 9051, such as <c>1:4,7</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var range in _ranges)
        {
            if (text.Length > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{range.First}");
            if (range.Last > range.First) text.Append(CultureInfo.InvariantCulture, $":{range.Last}");
        }

        return text.ToString();
    }
}

using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Tests.Mailboxes;

public sealed class UidSetTests
{
    [Fact]
    public void Every_operation_gives_what_a_plain_set_gives()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 500; round++)
        {
            var (left, right) = (Some(random), Some(random));
            var (a, b) = (UidSet.Of(left), UidSet.Of(right));
            AssertSame(left.Union(right), a.Union(b));
            AssertSame(left.Except(right), a.Except(b));
            AssertSame(left.Intersect(right), a.Intersect(b));
            foreach (var uid in left.Union(right))
                Assert.Equal(left.Contains(uid), a.Contains(uid));
        }
    }

    [Fact]
    public void The_largest_uid_does_not_overflow()
    {
        var set = UidSet.OfRanges([new UidSet.Range(uint.MaxValue - 1, uint.MaxValue), new UidSet.Range(5, 6), new UidSet.Range(7, 9)]);
        Assert.Equal("5:9,4294967294:4294967295", set.ToString());
        Assert.Equal((uint[])[5u, 6u, 7u, 8u, 9u, uint.MaxValue - 1, uint.MaxValue], set);
        Assert.Equal("5:9,4294967294", set.Except(UidSet.OfOne(uint.MaxValue)).ToString());
    }

    private static void AssertSame(IEnumerable<uint> expected, UidSet actual)
    {
        var sorted = expected.Order().ToList();
        Assert.Equal(sorted, actual);
        Assert.Equal(sorted.Count, actual.Count);
        for (var rank = 0; rank < sorted.Count; rank++)
        {
            Assert.Equal(sorted[rank], actual[rank]);
            Assert.Equal(rank, actual.IndexOf(sorted[rank]));
        }

        for (var i = 1; i < actual.Ranges.Count; i++)
            Assert.True(actual.Ranges[i].First > actual.Ranges[i - 1].Last + 1, "Adjacent runs are one run.");
    }

    private static HashSet<uint> Some(Random random) => [.. Enumerable.Range(0, random.Next(40)).Select(_ => (uint)random.Next(1, 60))];
}

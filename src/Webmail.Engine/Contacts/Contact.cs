namespace Webmail.Engine.Contacts;

/// <summary>Somebody who can be written to.</summary>
/// <param name="Id">Names the entry within its account; tells nobody whose address it is.</param>
/// <param name="Name">The display name; empty if none is known. Comes from mail: encode it.</param>
/// <param name="Address">The address, as it was last written.</param>
/// <param name="Uses">How many messages went there.</param>
/// <param name="UsedAt">When the last one did.</param>
public sealed record Contact(Guid Id, string Name, string Address, int Uses, DateTimeOffset UsedAt)
{
    // A month without a message weighs as much as half the messages.
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);

    /// <summary>How likely it is to be meant, by how often and how lately it was: higher is likelier. What comes first does not change by waiting.</summary>
    internal double Rank => RankOf(Uses, UsedAt.ToUnixTimeMilliseconds());

    /// <summary>The same of a stored row.</summary>
    internal static double RankOf(int uses, long usedAt) => Math.Log2(1 + uses) + (usedAt / HalfLife.TotalMilliseconds);

    /// <summary>Says nothing about whose address it is, so that it may stand in a log.</summary>
    public override string ToString() => nameof(Contact);
}

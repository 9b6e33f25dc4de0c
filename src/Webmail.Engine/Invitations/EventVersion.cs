namespace Webmail.Engine.Invitations;

/// <summary>Which state of an event a calendar tells.</summary>
/// <param name="Sequence">SEQUENCE.</param>
/// <param name="Stamp">DTSTAMP, milliseconds since 1970, UTC; 0 if there is none.</param>
internal readonly record struct EventVersion(int Sequence, long Stamp) : IComparable<EventVersion>
{
    /// <summary>Of an event.</summary>
    public static EventVersion Of(InvitedEvent one) => new(one.Sequence, one.Stamp?.ToUnixTimeMilliseconds() ?? 0);

    public int CompareTo(EventVersion other) => Sequence != other.Sequence ? Sequence.CompareTo(other.Sequence) : Stamp.CompareTo(other.Stamp);
}

using System.Collections.Immutable;

namespace Webmail.Engine.Invitations;

/// <summary>How an event comes again (RFC 5545 3.3.10).</summary>
public sealed record EventRecurrence
{
    /// <summary>The step.</summary>
    public required RecurrenceStep Step { get; init; }

    /// <summary>Every how many steps; at least 1.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Which weekdays; with a place within the month or year: 2 the second, -1 the last, 0 each.</summary>
    public ImmutableArray<(DayOfWeek Day, int Place)> Days { get; init; } = [];

    /// <summary>Which days of the month; -1 is the last.</summary>
    public ImmutableArray<int> MonthDays { get; init; } = [];

    /// <summary>Which months, 1 to 12.</summary>
    public ImmutableArray<int> Months { get; init; } = [];

    /// <summary>How often in all; null: no such limit.</summary>
    public int? Count { get; init; }

    /// <summary>The last date; null: no such limit.</summary>
    public EventMoment? Until { get; init; }

    /// <summary>The rule says more than stands here, or can't be read: it is not to be told as if it were whole.</summary>
    public bool IsPartial { get; init; }
}

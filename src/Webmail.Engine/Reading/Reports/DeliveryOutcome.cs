namespace Webmail.Engine.Reading.Reports;

/// <summary>Whether a message arrived (the Action field, RFC 3464 2.3.3).</summary>
public enum DeliveryOutcome
{
    /// <summary>It did not, and nobody tries any more.</summary>
    Failed,

    /// <summary>It has not yet; it is tried again.</summary>
    Delayed,

    /// <summary>It did.</summary>
    Delivered,

    /// <summary>It went on to a server that reports no more, or to a list.</summary>
    PassedOn,
}

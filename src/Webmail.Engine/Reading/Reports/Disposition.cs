namespace Webmail.Engine.Reading.Reports;

/// <summary>What was done with a message (the Disposition field, RFC 8098 3.2.6.2).</summary>
public enum Disposition
{
    /// <summary>It was shown. Whether it was read nobody knows.</summary>
    Displayed,

    /// <summary>It was deleted unseen.</summary>
    Deleted,

    /// <summary>A program passed it on.</summary>
    PassedOn,

    /// <summary>A program dealt with it, and nobody saw it.</summary>
    Processed,

    /// <summary>The recipient doesn't want to say.</summary>
    Denied,

    /// <summary>Something went wrong.</summary>
    Failed,
}

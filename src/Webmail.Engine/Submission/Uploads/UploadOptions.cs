namespace Webmail.Engine.Submission.Uploads;

/// <summary>Limits of uploads.</summary>
public sealed record UploadOptions
{
    /// <summary>Octets of one file.</summary>
    public long MaxOctets { get; init; } = 50 * 1024 * 1024;

    /// <summary>How long a file is kept after it was last used.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromDays(7);
}

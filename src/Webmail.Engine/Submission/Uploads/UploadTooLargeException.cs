namespace Webmail.Engine.Submission.Uploads;

/// <summary>A file is larger than is taken. Nothing of it was kept.</summary>
/// <param name="maxOctets">The limit.</param>
public sealed class UploadTooLargeException(long maxOctets) : Exception("The file is too large.")
{
    /// <summary>The limit in octets.</summary>
    public long MaxOctets { get; } = maxOctets;
}

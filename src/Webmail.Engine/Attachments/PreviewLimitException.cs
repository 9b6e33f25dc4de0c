namespace Webmail.Engine.Attachments;

/// <summary>A file is not shown in the page; it can be downloaded.</summary>
public sealed class PreviewLimitException(PreviewLimit limit) : Exception($"No preview: {limit}")
{
    /// <summary>Why.</summary>
    public PreviewLimit Limit { get; } = limit;
}

namespace Webmail.Engine.Attachments;

/// <summary>Why a file is not shown in the page.</summary>
public enum PreviewLimit
{
    /// <summary>It has too many octets, or would need too many to be read.</summary>
    Octets,

    /// <summary>The picture has too many points.</summary>
    Pixels,

    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>It does not hold what its kind has to.</summary>
    Broken,
}

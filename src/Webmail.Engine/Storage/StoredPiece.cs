namespace Webmail.Engine.Storage;

/// <summary>A piece of an outgoing message's bytes, encrypted with the key in its sealed part.</summary>
internal sealed class StoredPiece
{
    public required Guid ContentId { get; init; }

    /// <summary>0: what is submitted; 1: what is filed, where it differs.</summary>
    public required int Copy { get; init; }

    /// <summary>Counts from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public required long StoredAt { get; init; }

    public required byte[] Bytes { get; init; }
}

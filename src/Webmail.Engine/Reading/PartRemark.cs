namespace Webmail.Engine.Reading;

/// <summary>What is to be said about a part that is not what it stands for. The reader has the words.</summary>
public abstract record PartRemark
{
    private PartRemark()
    {
    }

    /// <summary>A piece of a message that was sent in several (RFC 2046 5.2.2).</summary>
    /// <param name="Number">Which, from 1; null if it does not say.</param>
    /// <param name="Total">Of how many; null if it does not say.</param>
    public sealed record Piece(int? Number, int? Total) : PartRemark;

    /// <summary>Something that lies elsewhere (RFC 2046 5.2.3, RFC 2017). It is never fetched.</summary>
    /// <param name="Place">Where, as the sender wrote it, for the eye alone; empty if it does not say.</param>
    public sealed record Elsewhere(string Place) : PartRemark;
}

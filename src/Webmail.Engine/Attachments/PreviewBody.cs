using System.Collections.Immutable;

namespace Webmail.Engine.Attachments;

/// <summary>What the page shows of a file: a closed set.</summary>
public abstract record PreviewBody
{
    private PreviewBody()
    {
    }

    /// <summary>Nothing.</summary>
    /// <param name="Limit">Why, for a kind that is shown otherwise; null: it is of no such kind.</param>
    public sealed record None(PreviewLimit? Limit) : PreviewBody;

    /// <summary>A picture that the page fetches.</summary>
    /// <param name="Width">Points, before its orientation.</param>
    /// <param name="Height">Points.</param>
    public sealed record Image(long Width, long Height) : PreviewBody;

    /// <summary>Pages that the page fetches by and by.</summary>
    /// <param name="Octets">Of the file, exactly.</param>
    public sealed record Pdf(long Octets) : PreviewBody;

    /// <summary>Sound that the page fetches by and by.</summary>
    public sealed record Audio : PreviewBody;

    /// <summary>Film that the page fetches by and by.</summary>
    public sealed record Video : PreviewBody;

    /// <summary>Text.</summary>
    /// <param name="Value">It.</param>
    /// <param name="IsCut">There is more.</param>
    public sealed record Text(string Value, bool IsCut) : PreviewBody;

    /// <summary>A table.</summary>
    public sealed record Table(CsvTable Value) : PreviewBody;

    /// <summary>What is in an archive.</summary>
    public sealed record Archive(ArchiveListing Value) : PreviewBody;

    /// <summary>Contacts, one at least.</summary>
    public sealed record Contacts(ImmutableArray<ContactCard> Cards) : PreviewBody;
}

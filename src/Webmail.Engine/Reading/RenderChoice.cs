using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Reading;

/// <summary>What a person chose about how a message is rendered.</summary>
public sealed record RenderChoice
{
    /// <summary>Nothing from elsewhere, links without tracking parameters: how every message is rendered until somebody asks for more.</summary>
    public static readonly RenderChoice Default = new();

    /// <summary>
    /// Gives the address by which a picture from elsewhere is shown, once the person has agreed; null holds all of them back. It is not asked for
    /// tracking pixels, which never load.
    /// </summary>
    public Func<Uri, string>? Pictures { get; init; }

    /// <summary>
    /// Gives the address that stands in place of a link that may be taken for another one, so that it is not followed unawares; null leaves it as it is.
    /// </summary>
    internal Func<MarkedLink, string>? MarkedLinks { get; init; }

    /// <summary>Whether only the text of HTML is wanted, in the reader's own type and without the sender's layout.</summary>
    public bool AsArticle { get; init; }

    /// <summary>Whether links keep the parameters that tell who followed them.</summary>
    public bool KeepsTrackingParameters { get; init; }
}

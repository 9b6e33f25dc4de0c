using System.Collections.Frozen;
using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Reading;

/// <summary>A message's text, ready for the reader's frame (<see cref="FrameDocument"/>). Immutable.</summary>
public sealed record RenderedMessage
{
    /// <summary>Cleaned HTML for the frame's body. Nothing may be changed in it.</summary>
    public required string Body { get; init; }

    /// <summary>The sender's style sheets, cleaned.</summary>
    public string Styles { get; init; } = "";

    /// <summary>What makes the sender's HTML dark: a style sheet behind <see cref="Styles"/>. The body is the same.</summary>
    public string DarkStyles { get; init; } = "";

    /// <summary>The colour of the sender's page, as CSS, light and dark; null: the reader's own.</summary>
    public (string? Light, string? Dark) Canvas { get; init; }

    /// <summary>The sender's style for dark pages is one for white paper on which some things are dark.</summary>
    public bool IsDarkOnPaper { get; init; }

    /// <summary>True if any of it is the sender's HTML.</summary>
    public bool HasHtml { get; init; }

    /// <summary>True if it is the text alone, in the reader's own type.</summary>
    public bool IsArticle { get; init; }

    /// <summary>Pictures that would be loaded from elsewhere and are held back. 0 once the person has agreed.</summary>
    public int RemoteContentCount { get; init; }

    /// <summary>Tracking pixels: they never load, and are not among <see cref="RemoteContentCount"/>.</summary>
    public int TrackerCount { get; init; }

    /// <summary>Whose they are: registered names, each once.</summary>
    public IReadOnlyList<string> TrackerNames { get; init; } = [];

    /// <summary>Links that may be taken for others, by <see cref="MarkedLink.Name"/>.</summary>
    public IReadOnlyDictionary<string, MarkedLink> MarkedLinks { get; init; } = FrozenDictionary<string, MarkedLink>.Empty;

    /// <summary><c>ltr</c> or <c>rtl</c> if the message says so.</summary>
    public string? Direction { get; init; }

    /// <summary>The message's language tag, if it names one.</summary>
    public string? Language { get; init; }

    /// <summary>What is to be said about it.</summary>
    public MessageNotice Notices { get; init; }
}

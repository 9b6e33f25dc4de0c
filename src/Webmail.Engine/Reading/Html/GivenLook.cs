using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// What the attributes of one of HTML's elements say of its look, and whether it leads elsewhere. Read in one pass: a newsletter has thousands of
/// elements, and each would be asked for six names otherwise.
/// </summary>
internal readonly record struct GivenLook
{
    private readonly string? backgroundColour, colour, borderColour;

    public GivenLook(IElement element)
    {
        var attributes = element.Attributes;
        for (var i = 0; i < attributes.Length; i++)
        {
            if (attributes[i] is not { } attribute)
                continue;
            switch (attribute.Name)
            {
                case "style":
                    Style = attribute.Value;
                    break;
                case "width":
                    Width = attribute.Value;
                    break;
                case "background":
                    Background = attribute.Value;
                    break;
                case "href" or "src":
                    HasAddress = true;
                    break;
                case "bgcolor":
                    backgroundColour = attribute.Value;
                    break;
                case "bordercolor":
                    borderColour = attribute.Value;
                    break;
                case "color" when element.LocalName is "font" or "basefont" or "hr":
                    colour = attribute.Value;
                    break;
            }
        }
    }

    /// <summary>Its <c>style</c>; null if it has none.</summary>
    public string? Style { get; }

    /// <summary>Its <c>width</c>, as it was written; null if it has none.</summary>
    public string? Width { get; }

    /// <summary>The address of a picture behind it; null if it has none.</summary>
    public string? Background { get; }

    /// <summary>Whether it has a <c>href</c> or <c>src</c>.</summary>
    public bool HasAddress { get; }

    /// <summary>Its colours as a dark page has them.</summary>
    public string DarkHints() => Html.DarkHints.Of(backgroundColour, colour, borderColour);
}

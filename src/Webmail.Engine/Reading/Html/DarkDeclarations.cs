using System.Text;

namespace Webmail.Engine.Reading.Html;

/// <summary>Collects the colours of one rule as a dark page has them.</summary>
internal sealed class DarkDeclarations
{
    private readonly List<(string Property, string Value, bool IsImportant)> colours = [];
    private string? picture;
    private bool hasLightText, hasBackground;

    /// <summary>True for the properties that have a dark counterpart.</summary>
    public static bool Concerns(string property) =>
        property is "color" or "text-shadow" or "background-image"
        || property.EndsWith("-color", StringComparison.Ordinal);

    /// <summary>Adds one allowed declaration.</summary>
    /// <param name="property">Its name, in lower case; a longhand that <see cref="Concerns"/> knows.</param>
    /// <param name="value">Its value, found harmless.</param>
    /// <param name="isImportant">Whether it was called important.</param>
    public void Add(string property, string value, bool isImportant)
    {
        if (property == "background-image")
        {
            picture = value.Contains('(', StringComparison.Ordinal) ? value : null;
            return;
        }
        hasLightText |= property == "color" && DarkPalette.IsLight(value);
        hasBackground |= property == "background-color" && DarkPalette.Background(value) is not null;
        colours.Add((property, value, isImportant));
    }

    /// <summary>The declarations.</summary>
    public string Write()
    {
        if (colours.Count == 0 && picture is null)
            return "";
        var css = new StringBuilder();
        foreach (var (property, value, isImportant) in colours)
            // A keyword is repeated: it must still stand behind the colours of the rules before it.
            css.Append(property).Append(':').Append(Mapped(property, value) ?? value).Append(isImportant ? "!important;" : ";");
        if (picture is null)
            return css.ToString();
        if (DarkPalette.Gradient(picture) is { } gradient)
            return css.Append("background-image:").Append(gradient).Append(';').ToString();
        // Text that stands on a picture becomes light, so the picture becomes no lighter than what is behind it.
        if (!hasBackground)
            css.Append("background-color:").Append(DarkPalette.BehindPictures).Append(';');
        return css.Append("background-blend-mode:multiply;").ToString();
    }

    private string? Mapped(string property, string value) => property switch
    {
        "background-color" => DarkPalette.Background(value),
        "color" or "outline-color" or "text-decoration-color" => DarkPalette.Text(value),
        // A light edge around dark letters would blur light ones.
        "text-shadow" => "none",
        // Light text says that the border stands on something dark, and is meant to be seen there.
        _ when property.StartsWith("border", StringComparison.Ordinal) => hasLightText && DarkPalette.IsLight(value) ? value : DarkPalette.Border(value),
        _ => null,
    };
}

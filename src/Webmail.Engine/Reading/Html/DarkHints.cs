using System.Globalization;
using System.Text;

namespace Webmail.Engine.Reading.Html;

/// <summary>The colours that HTML's own attributes give (HTML 15.3), as a dark page has them.</summary>
internal static class DarkHints
{
    /// <summary>The names that newsletters use. Any other is shown as it is.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["white"] = "ffffff",
        ["black"] = "000000",
        ["gray"] = "808080",
        ["grey"] = "808080",
        ["silver"] = "c0c0c0",
        ["lightgrey"] = "d3d3d3",
        ["lightgray"] = "d3d3d3",
        ["whitesmoke"] = "f5f5f5",
        ["red"] = "ff0000",
        ["green"] = "008000",
        ["blue"] = "0000ff",
        ["navy"] = "000080",
        ["maroon"] = "800000",
        ["purple"] = "800080",
        ["teal"] = "008080",
        ["yellow"] = "ffff00",
        ["orange"] = "ffa500",
        ["lightyellow"] = "ffffe0",
        ["lightblue"] = "add8e6",
        ["aqua"] = "00ffff",
        ["olive"] = "808000",
        ["beige"] = "f5f5dc",
        ["ivory"] = "fffff0",
        ["darkblue"] = "00008b",
    };

    /// <summary>As declarations; empty if it has none.</summary>
    /// <param name="background">The value of <c>bgcolor</c>; null if it has none, as with the others.</param>
    /// <param name="colour">Of <c>color</c>.</param>
    /// <param name="border">Of <c>bordercolor</c>.</param>
    public static string Of(string? background, string? colour, string? border)
    {
        if (background is null && colour is null && border is null)
            return "";
        var css = new StringBuilder();
        Append(css, "background-color", DarkPalette.Background(Rgb(background)));
        Append(css, "color", DarkPalette.Text(Rgb(colour)));
        Append(css, "border-color", DarkPalette.Border(Rgb(border)));
        return css.ToString();
    }

    private static void Append(StringBuilder css, string property, string? value)
    {
        if (value is not null)
            css.Append(property).Append(':').Append(value).Append(';');
    }

    private static string Rgb(string? legacy)
    {
        var digits = (legacy ?? "").Trim().TrimStart('#');
        digits = Names.GetValueOrDefault(digits, digits);
        if (digits.Length == 3)
            digits = string.Concat(digits.Select(static digit => new string(digit, 2)));
        return digits.Length == 6 && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? string.Create(CultureInfo.InvariantCulture, $"rgb({value >> 16},{value >> 8 & 255},{value & 255})")
            : "";
    }
}

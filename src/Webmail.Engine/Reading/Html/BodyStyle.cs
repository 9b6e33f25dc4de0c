using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Webmail.Engine.Reading.Pictures;

namespace Webmail.Engine.Reading.Html;

/// <summary>The style of a message's body, with what its attributes say of it.</summary>
internal static partial class BodyStyle
{
    /// <summary>The declarations, as the sender meant them: not cleaned.</summary>
    public static string Of(IElement body)
    {
        var style = new StringBuilder();
        if (LegacyColour(body.GetAttribute("bgcolor")) is { } background)
            style.Append("background-color:").Append(background).Append(';');
        if (LegacyColour(body.GetAttribute("text")) is { } text)
            style.Append("color:").Append(text).Append(';');
        style.Append(body.GetAttribute("style"));
        if (RemotePicture.Of(body.GetAttribute("background")) is { } picture)
            style.Append(";background-image:url(\"").Append(picture.AbsoluteUri).Append("\")");
        return style.ToString();
    }

    /// <summary>HTML's own colours may lack the <c>#</c> that CSS wants.</summary>
    private static string? LegacyColour(string? value) =>
        value is null ? null : HexColour().IsMatch(value) ? "#" + value.TrimStart('#') : NamedColour().IsMatch(value) ? value : null;

    [GeneratedRegex(@"\A#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\z")]
    private static partial Regex HexColour();

    [GeneratedRegex(@"\A[a-zA-Z]{3,30}\z")]
    private static partial Regex NamedColour();
}

namespace Webmail.Web.UI.Compose;

/// <summary>
/// The colours that a person writes with. They go out as they stand here, each with a contrast of 4.5 at least on the white that others read
/// mail on; while one writes in the dark, <c>--pen-NAME</c> of tokens.css stands for them.
/// </summary>
internal static class Pens
{
    /// <summary>Name and colour. compose.css knows a text of one by its figures.</summary>
    public static readonly (string Name, string Colour)[] All =
    [
        ("red", "#b3271e"), ("orange", "#a34700"), ("green", "#1b6b3a"), ("teal", "#0b6177"), ("blue", "#1c5ba3"), ("violet", "#6b3fa0"), ("grey", "#54616c"),
    ];
}

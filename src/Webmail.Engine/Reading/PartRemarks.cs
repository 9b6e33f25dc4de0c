using System.Globalization;
using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>Finds what is to be said about a part in its Content-Type.</summary>
internal static class PartRemarks
{
    /// <summary>Characters of a place that are shown.</summary>
    private const int MaxPlace = 500;

    public static PartRemark? Of(ContentType? type) => type?.MimeType.ToLowerInvariant() switch
    {
        "message/partial" => new PartRemark.Piece(Number(type.Parameters["number"]), Number(type.Parameters["total"])),
        "message/external-body" => new PartRemark.Elsewhere(HeaderReader.OneLine(PlaceOf(type.Parameters), MaxPlace)),
        _ => null,
    };

    /// <summary>RFC 2017 url; RFC 2046 5.2.3.2 site, directory and name; 5.2.3.5 the address that is to be written to.</summary>
    private static string PlaceOf(ParameterList parameters) =>
        parameters["url"] is { Length: > 0 } url ? string.Concat(url.Where(static c => !char.IsWhiteSpace(c)))
        : parameters["server"] is { Length: > 0 } server ? server
        : string.Join('/', new[] { parameters["site"], parameters["directory"]?.Trim('/'), parameters["name"] }.Where(static piece => piece is { Length: > 0 }));

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}

using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading;

/// <summary>
/// A picture that came with the message. It is put into the page as a <c>data:</c> address, because a frame without
/// <c>allow-same-origin</c> sends no SameSite cookies with its image requests.
/// </summary>
internal static partial class EmbeddedImage
{
    /// <summary>Octets of one picture put into the page; a larger one is reached as an attachment.</summary>
    public const int MaxOctets = 2_000_000;

    /// <summary>Octets of all pictures of one message put into the page.</summary>
    public const int MaxTotalOctets = 6_000_000;

    /// <summary>True for the raster formats that browsers decode. Not SVG: it is a document.</summary>
    public static bool IsImageType(string mediaType) => mediaType.ToLowerInvariant() is
        "image/png" or "image/gif" or "image/jpeg" or "image/jpg" or "image/pjpeg" or "image/webp" or "image/bmp" or "image/avif" or "image/x-png";

    /// <summary>The address that carries the picture itself.</summary>
    public static string ToDataUri(string mediaType, ReadOnlySpan<byte> octets) =>
        $"data:{mediaType.ToLowerInvariant()};base64,{Convert.ToBase64String(octets)}";

    /// <summary>True for a <c>data:</c> address of a raster picture in base64, within <see cref="MaxOctets"/>.</summary>
    public static bool IsDataUri(string url) => url.Length < MaxOctets * 4L / 3 + 64 && DataUri().IsMatch(url);

    [GeneratedRegex(@"\Adata:image/(png|gif|jpe?g|pjpeg|webp|bmp|avif|x-png);base64,[A-Za-z0-9+/=\s]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DataUri();
}

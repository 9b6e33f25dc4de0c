namespace Webmail.Web.Endpoints;

/// <summary>The type of a picture by its first octets: a browser is told <c>nosniff</c>, and an upload's type is not kept.</summary>
internal static class PictureType
{
    /// <summary>The media type, <c>application/octet-stream</c> for all but the kinds that every browser shows. The stream stands at its begin again.</summary>
    public static string Of(Stream file)
    {
        Span<byte> start = stackalloc byte[12];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return Of(start[..read]);
    }

    /// <summary>The media type of a picture from elsewhere, older kinds among them; null if it is none. Never SVG: that is a document.</summary>
    public static string? OfPicture(ReadOnlySpan<byte> file) =>
        Of(file[..Math.Min(file.Length, 12)]) is var type && type.StartsWith("image/", StringComparison.Ordinal) ? type
        : file.StartsWith("BM"u8) ? "image/bmp"
        : file.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]) ? "image/x-icon"
        : null;

    private static string Of(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG"u8]) ? "image/png"
        : start.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) ? "image/jpeg"
        : start.StartsWith("GIF8"u8) ? "image/gif"
        : start.StartsWith("RIFF"u8) && start.Length == 12 && start[8..].SequenceEqual("WEBP"u8) ? "image/webp"
        : start.Length == 12 && start[4..].SequenceEqual("ftypavif"u8) ? "image/avif"
        : "application/octet-stream";
}

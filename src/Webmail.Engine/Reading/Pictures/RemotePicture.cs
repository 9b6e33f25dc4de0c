using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Reading.Pictures;

/// <summary>Reads addresses of pictures that lie elsewhere.</summary>
internal static class RemotePicture
{
    /// <summary>The picture that an address names, as a sender wrote it; null for one that is relative, of another scheme, or of a host that can be none.</summary>
    public static Uri? Of(string? address)
    {
        var trimmed = address?.Trim() ?? "";
        return Uri.TryCreate(trimmed.StartsWith("//", StringComparison.Ordinal) ? "https:" + trimmed : trimmed, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && SafeLink.HasName(uri) ? uri : null;
    }
}

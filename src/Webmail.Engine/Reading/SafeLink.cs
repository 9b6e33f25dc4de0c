using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Reading;

/// <summary>Decides where a link in a message may lead.</summary>
internal static class SafeLink
{
    /// <summary>Characters. Longer ones exist only to hide what they are.</summary>
    private const int MaxLength = 8_000;

    private static readonly char[] AroundAddresses = [' ', .. Enumerable.Range(0, 32).Select(static c => (char)c)];

    /// <summary>The address, absolute and normalised, if it is http, https, mailto or tel; else null.</summary>
    public static string? Normalise(string? address)
    {
        if (address is null)
            return null;
        // Browsers drop tabs and line breaks anywhere in an address, so "java\nscript:" is one of theirs (WHATWG URL 4.4).
        var trimmed = (address.AsSpan().ContainsAny('\t', '\n', '\r') ? string.Concat(address.Where(static c => c is not ('\t' or '\n' or '\r'))) : address).Trim(AroundAddresses);
        if (trimmed.StartsWith("//", StringComparison.Ordinal))
            trimmed = "https:" + trimmed;
        if (trimmed.Length is 0 or > MaxLength || !Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) || !HtmlAllowLists.LinkSchemes.Contains(uri.Scheme))
            return null;
        // The scheme must stand in the text itself: on Unix ".NET" reads "/path" as a file, and others read more into it.
        if (!trimmed.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!HasName(uri))
            return null;
        return uri.Scheme is "http" or "https" ? (uri.Host.Length > 0 ? uri.AbsoluteUri : null) : uri.AbsoluteUri;
    }

    /// <summary>False for a host of characters that no name may have (RFC 5891 4.2): no browser would reach it.</summary>
    public static bool HasName(Uri uri)
    {
        try
        {
            return uri.IdnHost is not null;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}

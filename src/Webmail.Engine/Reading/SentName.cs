using System.Text;
using System.Text.Unicode;
using MimeKit.Utils;

namespace Webmail.Engine.Reading;

/// <summary>Reads file names that their senders encoded in none of the ways that there are: twice, or without the name of the character set.</summary>
internal static class SentName
{
    public static string Read(string name)
    {
        if (name.StartsWith("=?", StringComparison.Ordinal) && name.EndsWith("?=", StringComparison.Ordinal))
            name = Rfc2047.DecodeText(Encoding.UTF8.GetBytes(name));
        return Octets(name) is { } octets ? Encoding.UTF8.GetString(octets) : name;
    }

    /// <summary>RFC 2231 4: without the name of a character set the octets were taken for Latin-1. Null: they were not, or are no UTF-8.</summary>
    private static byte[]? Octets(string name)
    {
        if (Ascii.IsValid(name) || name.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff'))
            return null;
        var octets = Encoding.Latin1.GetBytes(name);
        return Utf8.IsValid(octets) ? octets : null;
    }
}

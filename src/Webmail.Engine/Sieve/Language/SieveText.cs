using System.Text;

namespace Webmail.Engine.Sieve.Language;

/// <summary>
/// Scripts between octets and text. They are UTF-8 (RFC 5228 2.1), but some are older than that: an octet that is no UTF-8 becomes a lone
/// surrogate, which no text has, and that octet again on the way back.
/// </summary>
public static class SieveText
{
    private const char Escape = '\uDC00';
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether an octet had to be carried over, so that the text is not what its author saw.</summary>
    public static bool HasForeignOctets(string text) => text.Where((character, i) => IsEscaped(text, i)).Any();

    /// <summary>The text of a script.</summary>
    public static string Decode(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        while (!octets.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(octets, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
                octets = octets[length..];
                continue;
            }

            text.Append((char)(Escape + octets[0]));
            octets = octets[1..];
        }

        return text.ToString();
    }

    /// <summary>The octets of a script.</summary>
    /// <exception cref="EncoderFallbackException">It has a lone surrogate that does not come from <see cref="Decode"/>.</exception>
    public static byte[] Encode(string text)
    {
        var octets = new List<byte>(text.Length);
        var begin = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsEscaped(text, i))
                continue;
            octets.AddRange(Utf8.GetBytes(text, begin, i - begin));
            octets.Add((byte)(text[i] - Escape));
            begin = i + 1;
        }

        octets.AddRange(Utf8.GetBytes(text, begin, text.Length - begin));
        return [.. octets];
    }

    /// <summary>Whether an octet that is no UTF-8 stands here.</summary>
    internal static bool IsEscaped(string text, int i) =>
        text[i] is >= (char)(Escape + 0x80) and <= (char)(Escape + 0xFF) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));
}

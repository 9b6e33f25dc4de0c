using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Webmail.Engine.Reading;

/// <summary>
/// Finds the character set that octets are written in, whatever they are said to be: programs name the one of their system, or none, for text that
/// they took from elsewhere. What is said counts unless the octets themselves speak against it.
/// </summary>
internal static class CharsetEvidence
{
    /// <summary>Octets that are looked at where a share of them tells.</summary>
    private const int Sample = 8_192;

    /// <summary>Letters beyond ASCII that make valid UTF-8 of a text in one octet for a character. One may do so by chance.</summary>
    private const int MinLetters = 2;

    /// <summary>The same of East Asian sets with two octets for a character, of which many are those of UTF-8.</summary>
    private const int MinWideLetters = 4;

    /// <summary>Pairs of a letter and a zero; fewer stand in anything.</summary>
    private const int MinPairs = 4;

    /// <summary>The encoding to read octets by.</summary>
    /// <param name="octets">The text.</param>
    /// <param name="named">What is said of it; null: nothing.</param>
    /// <param name="cut">It may end within a character.</param>
    public static Encoding Of(ReadOnlySpan<byte> octets, Encoding? named, bool cut)
    {
        if (named?.CodePage is 1200 or 1201 or 12000 or 12001)
            return Wide(octets, named);
        // What programs write that know no better.
        var saysLittle = named is null || named.CodePage is 20127 or 28591 or 65001;
        if (Ascii.IsValid(octets))
            return saysLittle ? Switching(octets) ?? InPairs(octets) ?? Encoding.UTF8 : named!;
        var whole = cut ? WithoutTornLetter(octets) : octets;
        if (Utf8.IsValid(whole))
            return saysLittle || IsUtf8(whole, named!) ? InPairs(octets) ?? Encoding.UTF8 : named!;
        return !saysLittle ? named! : InPairs(octets) ?? (IsBrokenUtf8(whole) ? Encoding.UTF8 : CharsetNames.Western);
    }

    /// <summary>RFC 2781 3.3 and what programs do: without a mark of the order of octets either may be meant, or none of it.</summary>
    private static Encoding Wide(ReadOnlySpan<byte> octets, Encoding named) =>
        !octets.Contains((byte)0) && Utf8.IsValid(octets) ? Encoding.UTF8
        : named.CodePage == 1200 && InPairs(octets, least: 0)?.CodePage == 1201 ? Encoding.BigEndianUnicode
        : named;

    /// <summary>UTF-16 without a mark: every second octet of what is written in Latin letters is zero. Null: it is not.</summary>
    public static Encoding? InPairs(ReadOnlySpan<byte> octets, int least = MinPairs)
    {
        if (octets.IndexOf((byte)0) is < 0 or > Sample)
            return null;
        var (low, high) = (0, 0);
        var sample = octets[..(Math.Min(octets.Length, Sample) & ~1)];
        for (var i = 0; i < sample.Length; i += 2)
        {
            low += sample[i + 1] == 0 && IsWritten(sample[i]) ? 1 : 0;
            high += sample[i] == 0 && IsWritten(sample[i + 1]) ? 1 : 0;
        }
        var few = Math.Max(least, sample.Length / 8);
        return low > few && low > high * 4 ? Encoding.Unicode : high > few && high > low * 4 ? Encoding.BigEndianUnicode : null;

        static bool IsWritten(byte octet) => octet is (>= 0x20 and < 0x7f) or (byte)'\r' or (byte)'\n' or (byte)'\t';
    }

    /// <summary>Sets of seven bits that switch between writings by a sequence no other text has (RFC 1468, RFC 1557).</summary>
    private static Encoding? Switching(ReadOnlySpan<byte> octets) =>
        octets.IndexOf((byte)0x1b) < 0 ? null
        : octets.IndexOf("\u001b$B"u8) >= 0 || octets.IndexOf("\u001b$@"u8) >= 0 ? Encoding.GetEncoding(50220)
        : octets.IndexOf("\u001b$)C"u8) >= 0 ? Encoding.GetEncoding(50225)
        : null;

    private static bool IsUtf8(ReadOnlySpan<byte> valid, Encoding named)
    {
        var letters = 0;
        foreach (var octet in valid)
            letters += octet >= 0xc0 ? 1 : 0;
        return letters >= (named.IsSingleByte ? MinLetters : MinWideLetters);
    }

    /// <summary>True for UTF-8 with faults in it; false for what hardly has a letter of UTF-8, as text of one octet for a character has by chance.</summary>
    private static bool IsBrokenUtf8(ReadOnlySpan<byte> octets)
    {
        var (letters, faults) = (0, 0);
        for (var at = octets.IndexOfAnyInRange((byte)0x80, (byte)0xff); at >= 0;)
        {
            if (Rune.DecodeFromUtf8(octets[at..], out _, out var length) == OperationStatus.Done)
                letters++;
            else
                faults++;
            octets = octets[(at + length)..];
            at = octets.IndexOfAnyInRange((byte)0x80, (byte)0xff);
        }
        return letters * 4 > faults;
    }

    private static ReadOnlySpan<byte> WithoutTornLetter(ReadOnlySpan<byte> octets)
    {
        for (var back = 1; back <= 3 && back <= octets.Length; back++)
        {
            if (octets[^back] >= 0xc0)
                return octets[..^back];
            if (octets[^back] < 0x80)
                break;
        }
        return octets;
    }
}

using System.Numerics;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>How two strings are compared (RFC 4790).</summary>
internal sealed class Comparator
{
    private readonly Func<string, string> fold;
    private readonly bool isNumeric;

    private Comparator(Func<string, string> fold, bool isNumeric, bool ignoresCase) => (this.fold, this.isNumeric, IgnoresCase) = (fold, isNumeric, ignoresCase);

    /// <summary><c>i;ascii-casemap</c>, what counts when nothing is said (RFC 5228 2.7.3).</summary>
    public static Comparator CaseMap { get; } = new(AsciiUpper, false, true);

    /// <summary>Octet for octet.</summary>
    public static Comparator Octet { get; } = new(static text => text, false, false);

    /// <summary>The number at the beginning (RFC 4790 9.1); without one it is greater than all.</summary>
    public static Comparator Numeric { get; } = new(static text => text, true, false);

    public bool IgnoresCase { get; }

    /// <summary>Whether it can look for a text in another.</summary>
    public bool HasSubstrings => !isNumeric;

    /// <summary>By its name; null: it is not known.</summary>
    public static Comparator? Named(string name) => name switch
    {
        "i;ascii-casemap" => CaseMap,
        "i;octet" => Octet,
        "i;ascii-numeric" => Numeric,
        _ => null,
    };

    /// <summary>Makes texts the same that it holds to be the same, with the same length.</summary>
    public string Fold(string text) => fold(text);

    public int Compare(string one, string other)
    {
        if (!isNumeric)
            return string.CompareOrdinal(fold(one), fold(other));
        var (first, second) = (Number(one), Number(other));
        return (first, second) switch { (null, null) => 0, (null, _) => 1, (_, null) => -1, var (a, b) => a.Value.CompareTo(b.Value) };
    }

    private static BigInteger? Number(string text)
    {
        var length = 0;
        // RFC 4790 9.1.1: of any length; what is longer than any score, size or counter is a text.
        while (length < text.Length && length < 100 && char.IsAsciiDigit(text[length]))
            length++;
        return length == 0 ? null : BigInteger.Parse(text.AsSpan(0, length), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string AsciiUpper(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < target.Length; i++)
            target[i] = char.IsAsciiLetterLower(source[i]) ? (char)(source[i] - 32) : source[i];
    });
}

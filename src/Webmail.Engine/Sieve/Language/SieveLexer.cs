using System.Globalization;

namespace Webmail.Engine.Sieve.Language;

/// <summary>Cuts a script into tokens (RFC 5228 8.1) and loses nothing of it. For one script.</summary>
internal sealed class SieveLexer(string text)
{
    private int at;
    private int line = 1;
    private int lineStart;

    private char Now => at < text.Length ? text[at] : '\0';

    private SievePosition Here => new(at, line, at - lineStart + 1);

    /// <summary>The tokens, the last of them <see cref="SieveTokenKind.End"/>.</summary>
    /// <exception cref="SieveSyntaxException">It is no script.</exception>
    public List<SieveToken> Read()
    {
        var tokens = new List<SieveToken>();
        // A byte order mark that an editor left.
        if (Now == '\uFEFF')
            at++;
        var begin = 0;
        while (true)
        {
            SkipBlank();
            var leading = text[begin..at];
            var position = Here;
            if (at == text.Length)
            {
                tokens.Add(new SieveToken(SieveTokenKind.End, leading, "", "", position));
                return tokens;
            }

            var kind = ReadToken();
            var written = text[position.Offset..at];
            begin = at;
            SkipRestOfLine();
            tokens.Add(new SieveToken(kind, leading, written, text[begin..at], position));
            begin = at;
        }
    }

    private SieveTokenKind ReadToken()
    {
        switch (Now)
        {
            case ';' or ',' or '(' or ')' or '[' or ']' or '{' or '}':
                at++;
                return SieveTokenKind.Punctuation;
            case '"':
                ReadQuoted();
                return SieveTokenKind.Quoted;
            case ':' when at + 1 < text.Length && IsIdentifierStart(text[at + 1]):
                at++;
                ReadIdentifier();
                return SieveTokenKind.Tag;
            case var digit when char.IsAsciiDigit(digit):
                ReadNumber();
                return SieveTokenKind.Number;
            case var letter when IsIdentifierStart(letter):
                var begin = at;
                ReadIdentifier();
                return Now == ':' && text.AsSpan(begin, at - begin).Equals("text", StringComparison.OrdinalIgnoreCase) ? ReadMultiLine(begin) : SieveTokenKind.Identifier;
            default:
                throw new SieveSyntaxException(SieveFault.UnexpectedCharacter, Here, char.IsHighSurrogate(Now) && at + 1 < text.Length ? text.Substring(at, 2) : text.Substring(at, 1));
        }
    }

    private void ReadQuoted()
    {
        var begin = Here;
        at++;
        while (at < text.Length && Now != '"')
        {
            if (Now == '\\')
                Step();
            if (Now == '\0' && at < text.Length)
                throw new SieveSyntaxException(SieveFault.UnexpectedCharacter, Here, "\0");
            Step();
        }

        if (at >= text.Length)
            throw new SieveSyntaxException(SieveFault.UnclosedString, begin, text[begin.Offset..]);
        at++;
    }

    private void ReadIdentifier()
    {
        while (IsIdentifierStart(Now) || char.IsAsciiDigit(Now))
            at++;
    }

    private void ReadNumber()
    {
        var begin = Here;
        while (char.IsAsciiDigit(Now))
            at++;
        if (Now is 'K' or 'k' or 'M' or 'm' or 'G' or 'g')
            at++;
        if (IsIdentifierStart(Now) || !TryNumber(text[begin.Offset..at], out _))
            throw new SieveSyntaxException(SieveFault.BadNumber, begin, text[begin.Offset..Math.Min(at + 1, text.Length)]);
    }

    /// <summary>RFC 5228 2.4.1: K, M and G are powers of 1,024.</summary>
    public static bool TryNumber(string written, out long value)
    {
        var factor = char.ToUpperInvariant(written[^1]) switch { 'K' => 1L << 10, 'M' => 1L << 20, 'G' => 1L << 30, _ => 1L };
        var digits = factor == 1 ? written : written[..^1];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value) || value > long.MaxValue / factor)
            return false;
        value *= factor;
        return true;
    }

    private SieveTokenKind ReadMultiLine(int beginOffset)
    {
        var begin = new SievePosition(beginOffset, line, beginOffset - lineStart + 1);
        at++;
        while (Now is ' ' or '\t')
            at++;
        if (Now == '#')
            SkipHashComment();
        if (!TryStepLineEnd())
            throw new SieveSyntaxException(SieveFault.UnexpectedCharacter, Here, at < text.Length ? text.Substring(at, 1) : "");
        while (at < text.Length)
        {
            var content = text.AsSpan(at);
            var end = content.IndexOf('\n');
            var isLast = (end < 0 ? content : content[..end]).TrimEnd('\r') is ".";
            if (isLast)
            {
                // The end of the line belongs to what follows, as after any other token.
                at++;
                return SieveTokenKind.MultiLine;
            }

            if (end < 0)
                break;
            for (var next = at + end + 1; at < next;)
                Step();
        }

        throw new SieveSyntaxException(SieveFault.UnclosedText, begin, "text:");
    }

    private void SkipBlank()
    {
        while (at < text.Length)
        {
            if (Now is ' ' or '\t' or '\r' or '\n')
                Step();
            else if (Now == '#')
                SkipHashComment();
            else if (Now == '/' && at + 1 < text.Length && text[at + 1] == '*')
                SkipBracketComment();
            else
                return;
        }
    }

    private void SkipRestOfLine()
    {
        while (true)
        {
            if (Now is ' ' or '\t')
                at++;
            else if (Now == '#')
                SkipHashComment();
            else if (Now == '/' && OneLineComment() is { } end)
                at = end;
            else
                break;
        }

        TryStepLineEnd();
    }

    /// <summary>The end of a bracket comment that ends on its line, or null: a longer one belongs to what it stands before.</summary>
    private int? OneLineComment()
    {
        if (at + 1 >= text.Length || text[at + 1] != '*')
            return null;
        var rest = text.AsSpan(at + 2);
        var end = rest.IndexOf("*/");
        return end >= 0 && rest[..end].IndexOfAny('\r', '\n') < 0 ? at + 2 + end + 2 : null;
    }

    private void SkipHashComment()
    {
        while (at < text.Length && Now is not ('\r' or '\n'))
            at++;
    }

    private void SkipBracketComment()
    {
        var begin = Here;
        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (end < 0)
            throw new SieveSyntaxException(SieveFault.UnclosedComment, begin, text[at..]);
        while (at < end + 2)
            Step();
    }

    private bool TryStepLineEnd()
    {
        if (Now == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
            at++;
        if (at >= text.Length || Now is not ('\r' or '\n'))
            return false;
        Step();
        return true;
    }

    /// <summary>One character on, counting lines: LF, CRLF and CR alone end one.</summary>
    private void Step()
    {
        if (at >= text.Length)
            return;
        var ended = Now == '\n' || (Now == '\r' && (at + 1 >= text.Length || text[at + 1] != '\n'));
        at++;
        if (ended)
            (line, lineStart) = (line + 1, at);
    }

    private static bool IsIdentifierStart(char character) => char.IsAsciiLetter(character) || character == '_';
}

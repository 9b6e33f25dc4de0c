using System.Text;

namespace Webmail.Engine.Trust.Authentication;

/// <summary>A place in a structured field: white space, comments, quoted texts and tokens of RFC 5322 3.2 and RFC 2045 5.1.</summary>
internal sealed class FieldCursor(string text)
{
    /// <summary>Characters of a comment that are kept. Servers put a policy there, or the reason in a sentence.</summary>
    private const int MaxComment = 200;

    private int at;

    /// <summary>The comments that were passed since this was emptied, without their parentheses; empty for none.</summary>
    public string Comments { get; set; } = "";

    /// <summary>A comment or a quoted text was met that never ends: nothing that was read can be relied upon.</summary>
    public bool IsBroken { get; private set; }

    public bool IsAtEnd => at >= text.Length;

    public bool IsAt(char c) => at < text.Length && text[at] == c;

    /// <summary>Passes white space and comments, nested ones too. False if a comment never ends.</summary>
    public bool SkipBlanks()
    {
        while (at < text.Length)
        {
            if (IsBlank(text[at]))
                at++;
            else if (text[at] != '(')
                return true;
            else if (!SkipComment())
                return false;
        }

        return true;
    }

    public bool Take(char c)
    {
        if (!IsAt(c))
            return false;
        at++;
        return true;
    }

    /// <summary>Passes a character with white space and comments on both sides; where it does not stand, nothing is passed.</summary>
    public bool TakeBetweenBlanks(char c)
    {
        var (start, comments) = (at, Comments);
        if (SkipBlanks() && Take(c) && SkipBlanks())
            return true;
        (at, Comments) = (start, comments);
        return false;
    }

    /// <summary>A word of letters, digits and hyphens, as methods and results are (RFC 5321 4.1.2), in lower case; null for none.</summary>
    public string? Keyword()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
            at++;
        return at > start ? text[start..at].ToLowerInvariant() : null;
    }

    public string Digits()
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text[start..at];
    }

    /// <summary>A token or a quoted text; null for neither.</summary>
    public string? Value()
    {
        if (IsAt('"'))
            return Quoted();
        var start = at;
        while (at < text.Length && IsToken(text[at]))
            at++;
        return at > start ? text[start..at] : null;
    }

    /// <summary>
    /// The value of a property: a token, a quoted text, an address, or what servers write in spite of the grammar, such as base64 with its
    /// slashes. Null for none.
    /// </summary>
    public string? PropertyValue()
    {
        var value = new StringBuilder();
        while (at < text.Length && !IsBlank(text[at]) && text[at] is not (';' or '('))
        {
            if (text[at] != '"')
                value.Append(text[at++]);
            else if (Quoted() is { } quoted)
                value.Append(quoted);
            else
                return null;
        }

        return value.Length > 0 ? value.ToString() : null;
    }

    /// <summary>Goes to the next semicolon that is in no comment and no quoted text, or to the end. False if one of those never ends.</summary>
    public bool SkipToSemicolon()
    {
        while (at < text.Length && text[at] != ';')
        {
            if (text[at] == '(' ? !SkipComment() : text[at] == '"' && Quoted() is null)
                return false;
            if (at < text.Length && text[at] is not (';' or '(' or '"'))
                at++;
        }

        return true;
    }

    private string? Quoted()
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return value.ToString();
            }

            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            if (text[at] is not ('\r' or '\n'))
                value.Append(text[at]);
        }

        IsBroken = true;
        return null;
    }

    private bool SkipComment()
    {
        var comment = new StringBuilder();
        var depth = 0;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length)
            {
                c = text[++at];
            }
            else if (c is '(' or ')')
            {
                depth += c == '(' ? 1 : -1;
                if (depth == 0)
                {
                    at++;
                    Keep(comment.ToString(1, comment.Length - 1).Trim());
                    return true;
                }
            }

            if (comment.Length <= MaxComment)
                comment.Append(IsBlank(c) ? ' ' : c);
        }

        IsBroken = true;
        return false;
    }

    private void Keep(string comment)
    {
        if (Comments.Length <= MaxComment)
            Comments = Comments.Length > 0 ? $"{Comments}; {comment}" : comment;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';

    /// <summary>RFC 2045 5.1; with what internationalised mail adds (RFC 8601 5).</summary>
    private static bool IsToken(char c) => c > ' ' && c != '\u007F' && !"()<>@,;:\\\"/[]?=".Contains(c, StringComparison.Ordinal);
}

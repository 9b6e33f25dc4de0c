using System.Text;
using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>
/// Reads what people type or paste as recipients: addresses with or without names, separated by commas, semicolons or line breaks, groups.
/// Nothing is swallowed: what cannot be read comes back as it stood, with what is wrong with it.
/// </summary>
public static class Recipients
{
    private static readonly ParserOptions Options = new() { AllowAddressesWithoutDomain = true, AllowUnquotedCommasInAddresses = true };

    /// <summary>Reads a list.</summary>
    public static IReadOnlyList<Recipient> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<Recipient>();
        foreach (var piece in JoinNames(Split(text)))
            Read(piece.Text, found);
        return found;
    }

    /// <summary>Reads what shall be one recipient. Of a list the first fault counts.</summary>
    internal static (IReadOnlyList<MailboxAddress> Mailboxes, Recipient? Faulty) ParseOne(string text)
    {
        var all = Parse(text);
        return ([.. all.Where(static one => one.IsValid).Select(ToMailbox)], all.FirstOrDefault(static one => !one.IsValid));
    }

    /// <summary>The mailbox of a good recipient.</summary>
    internal static MailboxAddress ToMailbox(Recipient recipient) => new(recipient.Name.Length > 0 ? recipient.Name : null, recipient.Address);

    private static void Read(string piece, List<Recipient> found)
    {
        if (GroupColon(piece) is var colon and >= 0)
        {
            var members = Parse(piece[(colon + 1)..].TrimEnd().TrimEnd(';'));
            if (members.Count == 0)
                found.Add(new Recipient(piece, piece[..colon].Trim(), "", RecipientFault.EmptyGroup));
            found.AddRange(members);
            return;
        }

        var text = piece.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? piece["mailto:".Length..] : piece;
        if (!MailboxAddress.TryParse(Options, text, out var mailbox))
        {
            var isBare = !text.Any(static c => c is ' ' or '"' or '<' or '>' or '(' or ')');
            var why = !text.Contains('@', StringComparison.Ordinal) ? RecipientFault.NoAt : isBare ? RecipientAddress.FaultOf(text) : null;
            found.Add(new Recipient(piece, "", "", why ?? RecipientFault.Unreadable, RecipientAddress.Suggest(text)));
            return;
        }

        // "a@b" <a@b> and 'a@b' <a@b>: programs that have no name put the address there.
        var name = (mailbox.Name ?? "").Trim().Trim('\'').Trim();
        name = name.Equals(mailbox.Address, StringComparison.OrdinalIgnoreCase) ? "" : name;
        var fault = RecipientAddress.FaultOf(mailbox.Address);
        found.Add(new Recipient(piece, name, mailbox.Address, fault, fault is null ? null : RecipientAddress.Suggest(mailbox.Address)));
    }

    /// <summary>Where a group's name ends (RFC 5322 3.4): a colon outside of quotes, before any address.</summary>
    private static int GroupColon(string piece)
    {
        if (piece.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return -1;
        var quoted = false;
        for (var i = 0; i < piece.Length; i++)
        {
            if (piece[i] == '"')
                quoted = !quoted;
            else if (!quoted && piece[i] is '@' or '<' or '[')
                return -1;
            else if (!quoted && piece[i] == ':')
                return i;
        }

        return -1;
    }

    /// <summary><c>Surname, First &lt;a@b&gt;</c> without quotes is how address books write it: what stands before the comma belongs to the name.</summary>
    private static List<Piece> JoinNames(List<Piece> pieces)
    {
        var joined = new List<Piece>();
        foreach (var piece in pieces)
        {
            // "a@example,com": a slip of the finger, and of no use as two.
            if (joined is [.., { Separator: ',' } address] && IsUnfinished(address.Text) && piece.Text.All(char.IsAsciiLetter))
                joined[^1] = new Piece($"{address.Text},{piece.Text}", piece.Separator);
            else if (joined is [.., { Separator: ',' } before] && !before.Text.Contains('@', StringComparison.Ordinal) && GroupColon(before.Text) < 0
                && !before.Text.Contains('"', StringComparison.Ordinal) && !piece.Text.Contains('"', StringComparison.Ordinal)
                && piece.Text.IndexOf('<', StringComparison.Ordinal) > 0 && piece.Text.Contains('@', StringComparison.Ordinal))
                joined[^1] = new Piece($"\"{before.Text}, {piece.Text.Replace("<", "\" <", StringComparison.Ordinal)}", piece.Separator);
            else
                joined.Add(piece);
        }

        return joined;
    }

    private static bool IsUnfinished(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is var at and > 0 && text.IndexOfAny(['.', '>', ' '], at) < 0;

    /// <summary>Splits at separators that stand outside of quotes, brackets, comments and groups.</summary>
    private static List<Piece> Split(string text)
    {
        var pieces = new List<Piece>();
        var current = new StringBuilder();
        var (quoted, angle, comment) = (false, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            // A line break ends everything: no address spans lines, and an open quote must not swallow the rest of a list.
            var breaks = c is '\n' or '\r';
            if (breaks)
                (quoted, angle, comment) = (false, false, 0);
            var open = quoted || angle || comment > 0;
            // RFC 5322 3.4: commas stand between a group's members, and its semicolon ends it.
            var separates = !open && (c == ';' || (c is ',' or '\t' && GroupColon(current.ToString()) < 0));
            if (breaks || separates)
            {
                Add(pieces, current, c);
                continue;
            }

            current.Append(c);
            if (c == '\\' && quoted && i + 1 < text.Length && text[i + 1] is not ('\r' or '\n'))
                current.Append(text[++i]);
            else if (c == '"' && comment == 0)
                quoted = !quoted;
            else if (!quoted)
                (angle, comment) = (c switch { '<' => true, '>' => false, _ => angle }, Math.Max(0, comment + c switch { '(' => 1, ')' => -1, _ => 0 }));
        }

        Add(pieces, current, '\n');
        return pieces;
    }

    private static void Add(List<Piece> pieces, StringBuilder current, char separator)
    {
        var text = current.ToString().Trim();
        current.Clear();
        if (text.Length > 0)
            pieces.Add(new Piece(text, separator));
    }

    private readonly record struct Piece(string Text, char Separator);
}

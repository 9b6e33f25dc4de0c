using System.Buffers.Text;
using System.Text;

namespace Webmail.Engine.Imap;

/// <summary>
/// Finds in what a server says, line by line, the LIST and STATUS responses that get lost between Dovecot and MailKit:
/// <list type="bullet">
/// <item>Dovecot 2.3 writes names in NOTIFY's responses as they are, not in modified UTF-7 (RFC 9051 A.1), so that MailKit does not
/// know whose STATUS it is when the name is not ASCII or has an <c>&amp;</c>;</item>
/// <item>MailKit raises nothing for a mailbox that it knew, that was deleted and is there again.</item>
/// </list>
/// A line of a message that looks the same only leads to a needless look.
/// </summary>
internal sealed class NoticeReader
{
    // A mailbox name of 255 characters with all that stands before it. The rest of a line is of no interest.
    private const int Longest = 1200;
    private readonly List<byte> line = [];
    private int literal = -1;

    /// <summary>Reads on; calls <paramref name="found"/> for each notice.</summary>
    public void Read(ReadOnlySpan<byte> received, Action<MailboxNoticeEventArgs> found)
    {
        while (!received.IsEmpty)
        {
            var end = received.IndexOf((byte)'\n');
            var part = end < 0 ? received : received[..end];
            if (line.Count < Longest)
                line.AddRange(part[..Math.Min(part.Length, Longest - line.Count)]);
            if (end < 0)
                return;

            received = received[(end + 1)..];
            if (Take() is { } notice)
                found(notice);
        }
    }

    private MailboxNoticeEventArgs? Take()
    {
        ReadOnlySpan<byte> text = line.ToArray().AsSpan().TrimEnd((byte)'\r');
        line.Clear();
        if (literal >= 0)
        {
            var name = text[..Math.Min(literal, text.Length)];
            literal = -1;
            return About(name);
        }

        if (text.StartsWith("* LIST "u8))
            return new MailboxNoticeEventArgs(null);
        return text.StartsWith("* STATUS "u8) ? Status(text["* STATUS "u8.Length..]) : null;
    }

    private MailboxNoticeEventArgs? Status(ReadOnlySpan<byte> rest)
    {
        if (rest is [(byte)'{', .. var size])
        {
            literal = Utf8Parser.TryParse(size, out int length, out _) ? length : -1;
            return null;
        }

        var end = rest.LastIndexOf(" ("u8);
        return end > 0 ? About(rest[..end].Trim((byte)'"')) : null;
    }

    private static MailboxNoticeEventArgs? About(ReadOnlySpan<byte> name)
    {
        if (name.ContainsAnyInRange((byte)0x80, (byte)0xff))
            return new MailboxNoticeEventArgs(Encoding.UTF8.GetString(name));
        // Modified UTF-7, which MailKit has understood, or a name that means it: nobody can tell.
        return name.Contains((byte)'&') ? new MailboxNoticeEventArgs(null) : null;
    }
}

using MimeKit;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>Addresses as they stand in an envelope (RFC 5321 4.1.2).</summary>
internal static class MailPath
{
    /// <summary>Whether the part before the @ has characters beyond ASCII, which only SMTPUTF8 (RFC 6531) can carry; a domain has a form in ASCII.</summary>
    public static bool NeedsUtf8(string address) => address.AsSpan(0, Math.Max(address.LastIndexOf('@'), 0)).ContainsAnyExceptInRange('\0', '\x7f');

    /// <summary>The address as MailKit wants it; the empty one, too. Nothing that could end a line is in it.</summary>
    /// <exception cref="ParseException">It is no address.</exception>
    public static MailboxAddress Parse(string address) => address.Length == 0 ? new MailboxAddress("", "") : MailboxAddress.Parse(address) is { } parsed && !address.AsSpan().ContainsAny('\r', '\n', '\0')
        ? new MailboxAddress("", parsed.Address)
        : throw new ParseException("It is no address.", 0, 0);
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>Judges single addresses: RFC 5321 4.1.2, with the characters of RFC 6531 and the domains of RFC 5891.</summary>
internal static partial class RecipientAddress
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>What is wrong with an address; null if it is good.</summary>
    public static RecipientFault? FaultOf(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0)
            return RecipientFault.NoAt;
        string local = address[..at], domain = address[(at + 1)..];
        // RFC 5321 4.5.3.1.1 and 4.5.3.1.3: octets; a path of 256 has two brackets.
        if (Encoding.UTF8.GetByteCount(local) > 64 || Encoding.UTF8.GetByteCount(address) > 254)
            return RecipientFault.TooLong;
        return !IsLocalPart(local) ? RecipientFault.BadLocalPart : !IsDomain(domain) ? RecipientFault.BadDomain : null;
    }

    /// <summary>The address that was probably meant; null if nobody can tell.</summary>
    public static string? Suggest(string typed)
    {
        var text = Gaps().Replace(typed.Replace("(at)", "@", StringComparison.OrdinalIgnoreCase), "$1").Trim(' ', '<', '>', '"');
        var at = text.LastIndexOf('@');
        if (at < 0 || text.Any(char.IsWhiteSpace))
            return null;
        var domain = text[(at + 1)..].Replace(',', '.').Replace(';', '.');
        while (domain.Contains("..", StringComparison.Ordinal))
            domain = domain.Replace("..", ".", StringComparison.Ordinal);
        var meant = text[..at].Trim('.', '@') + "@" + domain.Trim('.', '-');
        return meant != typed && FaultOf(meant) is null ? meant : null;
    }

    /// <summary>An address that somebody wrote, in whatever manner; null if it is none that can be written to.</summary>
    public static MailboxAddress? TryRead(string address)
    {
        try
        {
            return new MailboxAddress("", address);
        }
        catch (ParseException)
        {
            return null;
        }
    }

    /// <summary>The address for an SMTP command: the domain in ASCII.</summary>
    public static string ForEnvelope(MailboxAddress mailbox) => mailbox.GetAddress(idnEncode: true);

    private static bool IsLocalPart(string local)
    {
        if (local.Length >= 2 && local[0] == '"' && local[^1] == '"')
            return !local.Any(char.IsControl);
        return local.Length > 0 && !local.StartsWith('.') && !local.EndsWith('.') && !local.Contains("..", StringComparison.Ordinal) && local.All(IsAtomText);
    }

    /// <summary>RFC 5322 3.2.3, and what is beyond ASCII but neither space nor control (RFC 6532 3.1).</summary>
    private static bool IsAtomText(char c) =>
        c == '.' || char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal)
        || (c > 0x7F && !char.IsWhiteSpace(c) && !char.IsControl(c) && c != '\uFFFD');

    private static bool IsDomain(string domain)
    {
        if (domain.StartsWith('[') && domain.EndsWith(']'))
            return System.Net.IPAddress.TryParse(domain[1..^1].Replace("IPv6:", "", StringComparison.OrdinalIgnoreCase), out _);
        string ascii;
        try
        {
            ascii = Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return false;
        }

        var labels = ascii.Split('.');
        // One label is a host of the own network at best, and an unfinished address nearly always.
        return ascii.Length <= 253 && (labels.Length > 1 || ascii == "localhost") && !labels[^1].All(char.IsAsciiDigit)
            && labels.All(static label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'));
    }

    [GeneratedRegex(@"\s*([@.,;])\s*")]
    private static partial Regex Gaps();
}

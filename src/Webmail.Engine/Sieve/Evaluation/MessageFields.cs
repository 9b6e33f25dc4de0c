using System.Text;
using MimeKit;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>Takes out of a message what tests compare.</summary>
internal static class MessageFields
{
    /// <summary>The texts of header fields, decoded (RFC 2047) and without white space around them (RFC 5228 5.7).</summary>
    public static IEnumerable<string> Texts(HeaderList headers, string name) => Named(headers, name).Select(header => header.Value.Trim(' ', '\t', '\r', '\n'));

    /// <summary>The header fields of this name, in their order.</summary>
    public static IEnumerable<Header> Named(HeaderList headers, string name) => headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The addresses in a field; in groups too. What can't be read as addresses is one text for the part that is all of it.</summary>
    public static IEnumerable<string> Addresses(Header header, AddressPart part)
    {
        var raw = Encoding.UTF8.GetString(header.RawValue).Trim();
        if (!InternetAddressList.TryParse(raw, out var list))
            return part == AddressPart.All ? [header.Value.Trim()] : [];
        return list.Mailboxes.Select(mailbox => Part(mailbox.Address, part)).OfType<string>();
    }

    /// <summary>A part of an address (RFC 5228 2.7.4, RFC 5233 4: without a separator there is no detail).</summary>
    public static string? Part(string address, AddressPart part)
    {
        var at = address.LastIndexOf('@');
        var local = at < 0 ? address : address[..at];
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        return part switch
        {
            AddressPart.All => address,
            AddressPart.LocalPart => local,
            AddressPart.Domain => at < 0 ? null : address[(at + 1)..],
            AddressPart.User => plus < 0 ? local : local[..plus],
            _ => plus < 0 ? null : local[(plus + 1)..],
        };
    }

    /// <summary>The header lists of all parts below the message itself (RFC 5703 4.1 <c>:anychild</c>).</summary>
    public static IEnumerable<HeaderList> Parts(MimeMessage message)
    {
        var iterator = new MimeIterator(message);
        while (iterator.MoveNext())
            yield return iterator.Current.Headers;
    }

    /// <summary>The text that a person reads (RFC 5173 5.3), of each part.</summary>
    public static IEnumerable<string> ReadTexts(MimeMessage message) =>
        message.BodyParts.OfType<TextPart>().Select(part => part.IsHtml ? HtmlWords.Of(part.Text) : part.Text);

    /// <summary>The decoded text of the parts of these types (RFC 5173 5.2): <c>text</c>, <c>text/html</c>, empty for all.</summary>
    public static IEnumerable<string> Contents(MimeMessage message, IReadOnlyCollection<string> types)
    {
        foreach (var part in message.BodyParts.OfType<MimePart>())
        {
            var type = part.ContentType;
            if (!types.Any(wanted => wanted.Length == 0 || wanted.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase) || wanted.Equals(type.MimeType, StringComparison.OrdinalIgnoreCase)))
                continue;
            yield return part is TextPart text ? text.Text : Decode(part);
        }
    }

    /// <summary>The body as it came (RFC 5173 5.1).</summary>
    public static string Raw(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        var whole = Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\r\n");
        var end = whole.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? "" : whole[(end + 4)..];
    }

    private static string Decode(MimePart part)
    {
        using var stream = new MemoryStream();
        part.Content?.DecodeTo(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

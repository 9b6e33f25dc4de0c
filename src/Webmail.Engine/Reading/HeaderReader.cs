using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Reading;

/// <summary>Reads header fields that anybody may have written, without throwing.</summary>
internal sealed class HeaderReader(HeaderList headers, string? charset = null)
{
    /// <summary>Octets of a field that are read. A thousand recipients fit; a megabyte is an attack.</summary>
    private const int MaxFieldOctets = 200_000;

    private readonly Encoding? encoding = TextDecoder.Chosen(charset);
    private readonly ParserOptions options = OptionsFor(TextDecoder.Chosen(charset));

    /// <summary>A field's text, decoded, on one line, at most 2,000 characters.</summary>
    public string Text(HeaderId id)
    {
        var header = Find(id);
        if (header is null)
            return "";
        var value = header.RawValue.Length > MaxFieldOctets ? Encoding.UTF8.GetString(header.RawValue.AsSpan(0, 2_000))
            : encoding is null ? header.Value : header.GetValue(encoding);
        var text = OneLine(value, 2_000);
        // Of what can't be seen nobody knows that it is there.
        return text.EnumerateRunes().Any(static rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpaceSeparator)) ? text : "";
    }

    /// <summary>The addresses of a field; groups are opened, their name is lost.</summary>
    /// <param name="id">The field.</param>
    /// <param name="more">How many there are beyond those returned.</param>
    public ImmutableArray<Correspondent> Addresses(HeaderId id, out int more)
    {
        more = 0;
        var found = ImmutableArray.CreateBuilder<Correspondent>();
        // Some programs write To: more than once.
        foreach (var header in headers.Where(header => header.Id == id).Take(20))
        {
            var raw = header.RawValue;
            var (length, behind) = RecipientCount.Cut(raw, MaxFieldOctets);
            more += behind;
            if (!InternetAddressList.TryParse(options, raw, 0, length, out var list))
            {
                var text = OneLine(raw.Length > MaxFieldOctets ? Encoding.UTF8.GetString(raw.AsSpan(0, 500)) : header.Value, 200);
                if (text.Length > 0)
                    found.Add(new Correspondent("", text));
                continue;
            }
            foreach (var mailbox in list.Mailboxes)
            {
                if (found.Count >= MessageDetails.MaxRecipients)
                    more++;
                else
                    found.Add(new Correspondent(OneLine(mailbox.Name ?? "", 200), OneLine(mailbox.Address ?? "", 320)));
            }
        }
        return found.ToImmutable();
    }

    /// <summary>The Date field.</summary>
    public DateTimeOffset? Date() =>
        Find(HeaderId.Date) is { RawValue.Length: < 500 } header
        // RFC 5322 3.3; some programs write it as RFC 3339 has it, which is read as something else otherwise.
        && (IsIso(header.Value.Trim(), out var date) || DateUtils.TryParse(header.RawValue, out date))
        && date.Year is > 1970 and < 2200 ? date : null;

    private static bool IsIso(string text, out DateTimeOffset date)
    {
        date = default;
        return text is [_, _, _, _, '-', _, _, '-', ..] && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
    }

    private static ParserOptions OptionsFor(Encoding? encoding)
    {
        if (encoding is null)
            return ParserOptions.Default;
        var options = ParserOptions.Default.Clone();
        options.CharsetEncoding = encoding;
        return options;
    }

    /// <summary>Line breaks and control characters become spaces; direction overrides go, since they reach past the text they stand in.</summary>
    public static string OneLine(string text, int limit)
    {
        var line = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var c in text)
        {
            if (line.Length >= limit)
                break;
            if (char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator)
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'))
            {
                line.Append(c);
            }
        }
        if (line.Length > 0 && char.IsHighSurrogate(line[^1]))
            line.Length--;
        return line.ToString().Trim();
    }

    private Header? Find(HeaderId id) => headers.FirstOrDefault(header => header.Id == id);
}

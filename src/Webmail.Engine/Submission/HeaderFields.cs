using System.Buffers;
using System.Collections.Immutable;
using MimeKit;
using MimeKit.Utils;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>Reads from a stranger's header what an answer needs, within limits and without throwing.</summary>
internal static class HeaderFields
{
    /// <summary>Octets of a field that are read. A thousand recipients fit; a megabyte is an attack.</summary>
    private const int MaxFieldOctets = 200_000;

    /// <summary>Message-IDs of a conversation that are kept: its beginning, and what came last.</summary>
    private const int MaxReferences = 50;

    /// <summary>RFC 5322 3.2.3: what a name has to be quoted for.</summary>
    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>[]:;@\\,.\"");

    /// <summary>The addresses of a field, groups opened, in the form that drafts have them; each once.</summary>
    public static List<MailboxAddress> Mailboxes(HeaderList headers, string field) =>
        [.. Addresses(headers, field).SelectMany(Open).DistinctBy(static mailbox => mailbox.Address, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The same as typed: a group without members is what was not an address yet (<see cref="MessageComposer.ComposeDraftAsync"/>).</summary>
    public static ImmutableArray<string> AsTyped(HeaderList headers, string field) =>
        [.. Addresses(headers, field).SelectMany(static one => one is GroupAddress { Members.Count: 0 } typed ? [OneLine(typed.Name)] : Open(one).Select(Text))];

    /// <summary>An address as drafts have it: <c>"Surname, First" &lt;a@example.org&gt;</c>.</summary>
    public static string Text(MailboxAddress mailbox)
    {
        var (name, address) = (OneLine(mailbox.Name), OneLine(mailbox.Address));
        if (name.Length == 0)
            return address;
        var quoted = name.AsSpan().ContainsAny(Specials) ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : name;
        return $"{quoted} <{address}>";
    }

    /// <summary>The Message-IDs of a field, without angle brackets.</summary>
    public static List<string> Ids(HeaderList headers, string field) =>
        [.. Values(headers, field).SelectMany(static raw => MimeUtils.EnumerateReferences(raw, 0, raw.Length)).Where(DraftCheck.IsMessageId).Distinct(StringComparer.Ordinal)];

    /// <summary>RFC 5322 3.6.4: the parent's References, or its In-Reply-To if that names one message, and then the parent.</summary>
    public static ImmutableArray<string> ReferencesOfReply(HeaderList parent)
    {
        var ids = Ids(parent, "References");
        if (ids.Count == 0 && Ids(parent, "In-Reply-To") is [var only])
            ids.Add(only);
        if (Ids(parent, "Message-Id") is [var own, ..])
        {
            ids.Remove(own);
            ids.Add(own);
        }

        return Shorten(ids);
    }

    /// <summary>The first Message-IDs and the last, where there are too many.</summary>
    public static ImmutableArray<string> Shorten(List<string> ids) =>
        ids.Count <= MaxReferences ? [.. ids] : [ids[0], .. ids.Skip(ids.Count - MaxReferences + 1)];

    /// <summary>A field's text, decoded, on one line; empty if there is none.</summary>
    public static string Line(HeaderList headers, string field) =>
        headers.FirstOrDefault(header => Is(header, field)) is { RawValue.Length: <= MaxFieldOctets } found ? HeaderReader.OneLine(found.Value, 2_000) : "";

    private static IEnumerable<InternetAddress> Addresses(HeaderList headers, string field) =>
        Values(headers, field)
            .SelectMany(static raw => InternetAddressList.TryParse(ParserOptions.Default, raw, out var list) ? list : [])
            .Take(MessageDetails.MaxRecipients);

    private static IEnumerable<MailboxAddress> Open(InternetAddress address) => address switch
    {
        MailboxAddress mailbox => [mailbox],
        GroupAddress group => group.Members.Mailboxes,
        _ => [],
    };

    // Some programs write To: more than once.
    private static IEnumerable<byte[]> Values(HeaderList headers, string field) =>
        headers.Where(header => Is(header, field) && header.RawValue.Length <= MaxFieldOctets).Take(20).Select(static header => header.RawValue);

    private static bool Is(Header header, string field) => header.Field.Equals(field, StringComparison.OrdinalIgnoreCase);

    private static string OneLine(string? text) => HeaderReader.OneLine(text ?? "", 320);
}

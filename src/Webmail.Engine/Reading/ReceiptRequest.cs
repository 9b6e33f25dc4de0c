using System.Collections.Immutable;
using MimeKit;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Reading;

/// <summary>That an author wants to be told that their message was displayed (RFC 8098 2.1).</summary>
/// <param name="To">Where the receipt goes.</param>
/// <param name="MustAsk">Whether it must not be sent without asking: it would go to somebody else than whom the message came from, or to several.</param>
public sealed record ReceiptRequest(ImmutableArray<Correspondent> To, bool MustAsk)
{
    /// <summary>Receipts that one message can ask for.</summary>
    private const int MaxReceipts = 10;

    /// <summary>
    /// Reads a message's header; null if no receipt is wanted, or if none may be given: a list's readers are nobody's business (and an answer
    /// to all would be a flood), and what a program sent waits for no answer (RFC 3834 2).
    /// </summary>
    public static ReceiptRequest? Of(HeaderList headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var reader = new HeaderReader(headers);
        var to = reader.Addresses(HeaderId.DispositionNotificationTo, out _).Where(static who => who.Address.Contains('@', StringComparison.Ordinal))
            .DistinctBy(static who => who.Address, StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        if (to.Length is 0 or > MaxReceipts || CameByList(reader) || CameByProgram(reader) || NeedsMore(reader))
            return null;
        var cameFrom = reader.Text(HeaderId.ReturnPath).Trim('<', '>', ' ');
        return new ReceiptRequest(to, to.Length > 1 || !to[0].Address.Equals(cameFrom, StringComparison.OrdinalIgnoreCase));
    }

    private static bool CameByList(HeaderReader reader) =>
        new[] { HeaderId.ListId, HeaderId.ListPost, HeaderId.ListUnsubscribe, HeaderId.ListHelp }.Any(field => reader.Text(field).Length > 0)
        || reader.Text(HeaderId.Precedence).Trim().ToLowerInvariant() is "list" or "bulk" or "junk";

    private static bool CameByProgram(HeaderReader reader) =>
        reader.Text(HeaderId.AutoSubmitted).Trim() is { Length: > 0 } by && !by.StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || reader.Text(HeaderId.ContentType).TrimStart().StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 8098 2.2: an option that is required and not understood; we know none.</summary>
    private static bool NeedsMore(HeaderReader reader) =>
        reader.Text(HeaderId.DispositionNotificationOptions).Replace(" ", "", StringComparison.Ordinal).Contains("=required", StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Immutable;
using MailKit;
using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>Fetches rows and previews of the selected mailbox and makes them from MailKit's summaries.</summary>
internal static class MessageRows
{
    private const MessageSummaryItems RowItems =
        MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Flags | MessageSummaryItems.BodyStructure
        | MessageSummaryItems.InternalDate | MessageSummaryItems.Size;

    /// <summary>Fetches the rows of these UIDs, in one round trip as a rule; vanished ones are left out.</summary>
    public static async Task<IReadOnlyList<MessageRow>> FetchAsync(ImapWork work, IReadOnlyCollection<uint> uids, CancellationToken cancellationToken)
    {
        var items = work.Capabilities.CondStore ? RowItems | MessageSummaryItems.ModSeq : RowItems;
        return [.. (await FetchAsync(work, UidSet.Of(uids), items, cancellationToken)).Select(RowOf)];
    }

    /// <summary>Fetches the first words of these messages: PREVIEW (RFC 8970) where offered, else the beginning of the smallest text part.</summary>
    public static async Task<IReadOnlyList<(uint Uid, string Preview)>> FetchPreviewsAsync(ImapWork work, IReadOnlyCollection<uint> uids, CancellationToken cancellationToken)
    {
        var summaries = await FetchAsync(work, UidSet.Of(uids), MessageSummaryItems.UniqueId | MessageSummaryItems.PreviewText, cancellationToken);
        return [.. summaries.Select(s => (s.UniqueId.Id, OneLine(s.PreviewText ?? "")))];
    }

    /// <summary>Another connection may have told of messages that this one has not heard of yet: for what is missing it catches up.</summary>
    private static async Task<List<IMessageSummary>> FetchAsync(ImapWork work, UidSet uids, MessageSummaryItems items, CancellationToken cancellationToken)
    {
        var (found, validity) = (await OnceAsync(uids), work.Selected.UidValidity);
        var missing = uids.Except(UidSet.Of(found.Select(s => s.UniqueId)));
        if (missing.IsEmpty) return found;
        await work.CatchUpAsync(cancellationToken);
        if (work.Selected.UidValidity == validity) found.AddRange(await OnceAsync(missing));
        return found;

        async Task<List<IMessageSummary>> OnceAsync(UidSet wanted) =>
            [.. (await work.Selected.FetchAsync(wanted.ToUniqueIds(work.Selected.UidValidity), new FetchRequest(items), cancellationToken)).Where(s => s.UniqueId.IsValid)];
    }

    /// <summary>Keywords in the mirror's form.</summary>
    public static ImmutableHashSet<string> KeywordsOf(IEnumerable<string>? keywords) =>
        keywords is null ? [] : ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase, keywords);

    private static MessageRow RowOf(IMessageSummary summary)
    {
        var envelope = summary.Envelope;
        var from = Correspondents(envelope?.From.Count > 0 ? envelope.From : envelope?.Sender);
        return new MessageRow
        {
            Uid = summary.UniqueId.Id,
            Flags = (summary.Flags ?? MessageFlags.None) & ~MessageFlags.Recent,
            Keywords = KeywordsOf(summary.Keywords),
            ModSeq = summary.ModSeq ?? 0,
            From = from,
            To = Correspondents(envelope?.To),
            Subject = OneLine(envelope?.Subject ?? ""),
            Received = summary.InternalDate ?? default,
            Sent = envelope?.Date,
            Size = summary.Size ?? 0,
            Attachments = Attachments(summary),
            Preview = null,
            MessageId = envelope?.MessageId,
            FromOrganisation = from.Length > 0 && SenderKind.IsOrganisation(from[0]),
        };
    }

    private static ImmutableArray<string> Attachments(IMessageSummary summary)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var part in summary.BodyParts)
        {
            if (part.IsAttachment || (part.FileName is { Length: > 0 } && part.ContentId is null && part is not BodyPartText))
                names.Add(OneLine(part.FileName ?? ""));
        }

        return names.ToImmutable();
    }

    private static ImmutableArray<Correspondent> Correspondents(InternetAddressList? list)
    {
        if (list is null) return [];
        var people = ImmutableArray.CreateBuilder<Correspondent>();
        foreach (var address in list)
        {
            people.Add(address is MailboxAddress mailbox
                ? new Correspondent(OneLine(mailbox.Name ?? ""), OneLine(mailbox.Address ?? ""))
                : new Correspondent(OneLine(address.Name ?? ""), ""));
        }

        return people.ToImmutable();
    }

    /// <summary>Controls and runs of white space become one blank: a header value is shown on one line.</summary>
    private static string OneLine(string text)
    {
        var isClean = true;
        for (var i = 0; i < text.Length && isClean; i++) isClean = !char.IsControl(text[i]) && !(text[i] == ' ' && i > 0 && text[i - 1] == ' ');
        return isClean ? text.Trim() : string.Join(' ', text.Split([' ', .. Controls], StringSplitOptions.RemoveEmptyEntries));
    }

    private static readonly char[] Controls = [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl)];
}

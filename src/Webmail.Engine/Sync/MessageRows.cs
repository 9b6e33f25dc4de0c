using System.Collections.Immutable;
using MailKit;
using MailKit.Net.Imap;
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

    /// <summary>Characters of one value that a row has. The longest line of a list shows some 300; RFC 5322 2.1.1 allows 998 in one of a header.</summary>
    private const int MaxCharacters = 1_000;

    /// <summary>People that a row has: it shows as many as its line holds.</summary>
    private const int MaxCorrespondents = 50;

    /// <summary>Fetches the rows of these UIDs, in one round trip as a rule; vanished ones are left out.</summary>
    /// <param name="work">The connection, with their mailbox selected.</param>
    /// <param name="uids">Which ones.</param>
    /// <param name="unreadable">Those of them that come from the fields of their headers. Attachments have no names then.</param>
    /// <param name="cancellationToken">Breaks off the connection.</param>
    /// <exception cref="UnreadableMessageException">One more has to be among them; the connection is lost.</exception>
    public static async Task<IReadOnlyList<MessageRow>> FetchAsync(ImapWork work, IReadOnlyCollection<uint> uids, Func<uint, bool> unreadable, CancellationToken cancellationToken)
    {
        var change = work.Capabilities.CondStore ? MessageSummaryItems.ModSeq : MessageSummaryItems.None;
        var byHeader = uids.ToLookup(unreadable);
        var rows = new List<MessageRow>();
        if (byHeader[true].Any())
            rows.AddRange((await FetchAsync(work, UidSet.Of(byHeader[true]), new FetchRequest(HeaderRow.Items | change, HeaderRow.Fields), cancellationToken)).Select(HeaderRow.Of));
        if (byHeader[false].Any())
            rows.AddRange((await FetchAsync(work, UidSet.Of(byHeader[false]), new FetchRequest(RowItems | change), cancellationToken)).Select(RowOf));
        return rows;
    }

    /// <summary>
    /// Fetches the first words of these messages: PREVIEW (RFC 8970) where offered, else, by the structure, the beginning of the smallest text part.
    /// </summary>
    /// <exception cref="UnreadableMessageException">The structure of one of them can't be read; the connection is lost.</exception>
    public static async Task<IReadOnlyList<(uint Uid, string Preview)>> FetchPreviewsAsync(ImapWork work, IReadOnlyCollection<uint> uids, CancellationToken cancellationToken)
    {
        var summaries = await FetchAsync(work, UidSet.Of(uids), new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.PreviewText), cancellationToken);
        return [.. summaries.Select(s => (s.UniqueId.Id, OneLine(s.PreviewText ?? "")))];
    }

    /// <summary>Another connection may have told of messages that this one has not heard of yet: for what is missing it catches up.</summary>
    private static async Task<List<IMessageSummary>> FetchAsync(ImapWork work, UidSet uids, FetchRequest request, CancellationToken cancellationToken)
    {
        var (found, validity) = (await OnceAsync(uids), work.Selected.UidValidity);
        var missing = uids.Except(UidSet.Of(found.Select(s => s.UniqueId)));
        if (missing.IsEmpty) return found;
        await work.CatchUpAsync(cancellationToken);
        if (work.Selected.UidValidity == validity) found.AddRange(await OnceAsync(missing));
        return found;

        async Task<List<IMessageSummary>> OnceAsync(UidSet wanted)
        {
            var read = new List<uint>();
            void OnRead(object? sender, MessageSummaryFetchedEventArgs e) => read.Add(e.Message.UniqueId.Id);
            work.Selected.MessageSummaryFetched += OnRead;
            try
            {
                return [.. (await work.Selected.FetchAsync(wanted.ToUniqueIds(work.Selected.UidValidity), request, cancellationToken)).Where(s => s.UniqueId.IsValid)];
            }
            catch (ImapProtocolException fault) when (UnreadableMessages.IsMeant(fault))
            {
                // Servers answer in the order of the mailbox: it broke off at the first one that is missing. If that is another one, the next time tells.
                throw new UnreadableMessageException(wanted.Except(UidSet.Of(read)) is { IsEmpty: false } left ? left[0] : null, fault);
            }
            finally
            {
                work.Selected.MessageSummaryFetched -= OnRead;
            }
        }
    }

    /// <summary>Keywords in the mirror's form.</summary>
    public static ImmutableHashSet<string> KeywordsOf(IEnumerable<string>? keywords) =>
        keywords is null ? [] : ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase, keywords);

    private static MessageRow RowOf(IMessageSummary summary) => RowOf(summary, summary.Envelope ?? new Envelope(), Attachments(summary));

    /// <summary>The row of a message with this envelope.</summary>
    /// <param name="summary">UID, flags, dates and size.</param>
    /// <param name="envelope">Who wrote it to whom about what.</param>
    /// <param name="attachments">The names of its attachments.</param>
    internal static MessageRow RowOf(IMessageSummary summary, Envelope envelope, ImmutableArray<string> attachments)
    {
        var from = Correspondents(envelope.From.Count > 0 ? envelope.From : envelope.Sender);
        return new MessageRow
        {
            Uid = summary.UniqueId.Id,
            Flags = (summary.Flags ?? MessageFlags.None) & ~MessageFlags.Recent,
            Keywords = KeywordsOf(summary.Keywords),
            ModSeq = summary.ModSeq ?? 0,
            From = from,
            To = Correspondents(envelope.To),
            Subject = OneLine(envelope.Subject ?? ""),
            Received = summary.InternalDate ?? default,
            Sent = envelope.Date,
            Size = summary.Size ?? 0,
            Attachments = attachments,
            Preview = null,
            MessageId = envelope.MessageId,
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

    private static ImmutableArray<Correspondent> Correspondents(InternetAddressList list)
    {
        var people = ImmutableArray.CreateBuilder<Correspondent>();
        foreach (var address in list.Take(MaxCorrespondents))
        {
            people.Add(address is MailboxAddress mailbox
                ? new Correspondent(OneLine(mailbox.Name ?? ""), OneLine(mailbox.Address ?? ""))
                : new Correspondent(OneLine(address.Name ?? ""), ""));
        }

        return people.ToImmutable();
    }

    /// <summary>
    /// Controls and runs of white space become one blank: a header value is shown on one line, and what no line holds is left out. So is what turns the direction of text, which makes
    /// <c>fdp.exe</c> look like <c>exe.pdf</c> (Unicode Standard Annex 9, 2).
    /// </summary>
    internal static string OneLine(string text)
    {
        text = string.Concat(text.Split(Turning));
        if (text.Length > MaxCharacters) text = text[..(char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters)];
        var isClean = true;
        for (var i = 0; i < text.Length && isClean; i++) isClean = !char.IsControl(text[i]) && !(text[i] == ' ' && i > 0 && text[i - 1] == ' ');
        return isClean ? text.Trim() : string.Join(' ', text.Split([' ', .. Controls], StringSplitOptions.RemoveEmptyEntries));
    }

    private static readonly char[] Turning = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'];

    private static readonly char[] Controls = [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl)];
}

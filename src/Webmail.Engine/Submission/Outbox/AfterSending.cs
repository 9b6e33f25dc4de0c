using MailKit;
using MailKit.Search;
using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Engine.Sync;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>What is done in the mailboxes once a message was sent. Each part can be done again without harm.</summary>
internal static class AfterSending
{
    // What most servers and clients call it, where the account has none yet.
    private const string SentName = "Sent";

    /// <summary>Files the copy among the sent messages, unless it is there: some servers file it by themselves (Gmail, Microsoft 365).</summary>
    public static Task FileAsync(
        ImapConnectionPool connections, DraftKind kind, string? mailbox, string messageId, DateTimeOffset sentAt, Func<CancellationToken, Task<MimeMessage>> read,
        CancellationToken cancellationToken) =>
        connections.RunAsync(
            ConnectionRole.Background,
            null,
            async (work, token) =>
            {
                var folder = await SelectSentAsync(work, mailbox, token);
                await work.CatchUpAsync(token);
                // What is sent on keeps its own Message-ID, and may be there for another reason.
                if ((await FindAsync(folder, kind == DraftKind.Redirect ? "Resent-Message-ID" : "Message-ID", messageId, token)).Count > 0)
                    return;
                using var message = await read(token);
                await folder.AppendAsync(new AppendRequest(message, MessageFlags.Seen, sentAt), token);
            },
            // A second run finds what the first has filed.
            repeatable: true,
            cancellationToken);

    /// <summary>Marks a message as answered or forwarded. One that is not there any more needs no mark.</summary>
    public static async Task MarkAsync(ImapConnectionPool connections, MessageKey source, DraftKind kind, CancellationToken cancellationToken)
    {
        if (MarkOf(kind) is not { } mark)
            return;
        await InAsync(
            connections,
            source.Mailbox,
            source.UidValidity,
            (_, folder, token) => folder.StoreAsync([new UniqueId(source.UidValidity, source.Uid)], mark, token),
            cancellationToken);
    }

    /// <summary>
    /// Removes the copy among the drafts, and others that a lost connection or an end of the program left there: only what has the message's
    /// own Message-ID, and nothing that another window saved later than the copy that was sent.
    /// </summary>
    public static async Task RemoveDraftAsync(ImapConnectionPool connections, Draft draft, CancellationToken cancellationToken)
    {
        var saved = MessageToken.Read(draft.SavedAs);
        var mailbox = saved?.Mailbox
            ?? await connections.RunAsync(ConnectionRole.Background, null, (work, token) => MailboxLister.FindAsync(work, SpecialUse.Drafts, token), repeatable: true, cancellationToken);
        if (mailbox is not null)
            await InAsync(connections, mailbox, saved?.UidValidity, (work, folder, token) => RemoveDraftAsync(work, folder, draft, saved?.Uid ?? 0, token), cancellationToken);
    }

    private static async Task RemoveDraftAsync(ImapWork work, IMailFolder folder, Draft draft, uint saved, CancellationToken token)
    {
        IList<UniqueId> written = draft.Writer is { } writer ? await folder.SearchAsync(SearchQuery.HeaderContains(DraftMark.SaveField, writer.ToString("N")), token) : [];
        var copies = (await FindAsync(folder, "Message-ID", draft.MessageId, token)).Where(uid => uid.Id <= saved || written.Contains(uid)).ToList();
        if (copies.Count == 0)
            return;
        await folder.StoreAsync(copies, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, token);
        // Without UIDPLUS it stays, marked: a bare EXPUNGE would remove other clients' messages.
        if (work.Capabilities.UidPlus)
            await folder.ExpungeAsync(copies, token);
    }

    private static StoreFlagsRequest? MarkOf(DraftKind kind) => kind switch
    {
        DraftKind.Reply or DraftKind.ReplyAll or DraftKind.ReplyToList or DraftKind.AnswerToInvitation => new StoreFlagsRequest(StoreAction.Add, MessageFlags.Answered) { Silent = true },
        // RFC 9051 2.3.2.
        DraftKind.Forward or DraftKind.ForwardAsAttachment or DraftKind.Redirect => new StoreFlagsRequest(StoreAction.Add, ["$Forwarded"]) { Silent = true },
        _ => null,
    };

    /// <summary>Works in a mailbox if it is still the one that the UIDs belong to, and lets us write.</summary>
    private static async Task InAsync(
        ImapConnectionPool connections, string mailbox, uint? uidValidity, Func<ImapWork, IMailFolder, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await connections.RunAsync(
                ConnectionRole.Background,
                mailbox,
                async (work, token) =>
                {
                    if ((uidValidity is { } known && work.Selected.UidValidity != known) || work.Selected.Access != FolderAccess.ReadWrite)
                        return;
                    await work.CatchUpAsync(token);
                    await act(work, work.Selected, token);
                },
                repeatable: true,
                cancellationToken);
        }
        catch (Exception exception) when (exception is MailboxGoneException or ServerRefusedException)
        {
            // The message was sent; a mailbox that is gone or takes no marks is no reason to hold it up.
        }
    }

    /// <summary>Selects the mailbox that the person chose; the account's own for it where that is gone.</summary>
    private static async Task<IMailFolder> SelectSentAsync(ImapWork work, string? chosen, CancellationToken cancellationToken)
    {
        if (chosen is not null)
        {
            try
            {
                return await work.SelectAsync(chosen, cancellationToken);
            }
            catch (MailboxGoneException)
            {
                // It was deleted or renamed since.
            }
        }

        return await work.SelectAsync(await SentAsync(work, cancellationToken), cancellationToken);
    }

    private static async Task<string> SentAsync(ImapWork work, CancellationToken cancellationToken)
    {
        if (await MailboxLister.FindAsync(work, SpecialUse.Sent, cancellationToken) is { } known)
            return known;
        var made = await work.Root(work.PersonalNamespace).CreateAsync(SentName, true, cancellationToken)
            ?? throw new ServerRefusedException("CANNOT", "");
        await made.SubscribeAsync(cancellationToken);
        return made.FullName;
    }

    /// <summary>The messages of that Message-ID. SEARCH finds what contains it; with its angle brackets that is the same.</summary>
    private static async Task<IList<UniqueId>> FindAsync(IMailFolder folder, string field, string messageId, CancellationToken cancellationToken) =>
        await folder.SearchAsync(SearchQuery.HeaderContains(field, $"<{messageId}>"), cancellationToken);
}

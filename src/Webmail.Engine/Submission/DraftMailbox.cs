using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Operations;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>The mailbox for drafts on the server: puts copies there and takes our own older ones away.</summary>
/// <param name="pool">The account's connections.</param>
/// <param name="tree">The account's mailboxes as known now.</param>
/// <param name="list">Reads the tree anew.</param>
/// <param name="changed">Told which mailbox to look at again.</param>
internal sealed class DraftMailbox(ImapConnectionPool pool, Func<MailboxTree> tree, Func<CancellationToken, Task> list, Action<string> changed)
{
    /// <summary>The name of a mailbox that this program makes; clients find it by its use or by this name.</summary>
    private const string DefaultName = "Drafts";

    private const MessageFlags Flags = MessageFlags.Draft | MessageFlags.Seen;

    /// <summary>
    /// Puts a copy there and says which it is; null where the server does not tell, and it cannot be found. The copy before goes in the
    /// same command if the server can do that (RFC 8508); else it stays.
    /// </summary>
    /// <param name="message">The copy.</param>
    /// <param name="draft">What it is of: with its Message-ID, its writer, and the copy before.</param>
    /// <param name="date">When it was written.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public async Task<MessageKey?> PutAsync(MimeMessage message, Draft draft, DateTimeOffset date, CancellationToken cancellationToken)
    {
        var mailbox = await FindAsync(cancellationToken);
        var save = Guid.NewGuid();
        message.Headers.Replace(DraftMark.SaveField, DraftMark.OfSave(save, draft.Writer));
        // Not repeatable: a lost connection may have lost only the answer.
        var put = await pool.RunAsync(
            ConnectionRole.Interactive, mailbox,
            async (work, token) => await ReplaceAsync(work, message, draft, date, token)
                ?? await work.Selected.AppendAsync(new AppendRequest(message, Flags, date), token),
            repeatable: false, cancellationToken);
        changed(mailbox);
        if (put is { } uid)
            return new MessageKey(mailbox, uid.Validity, uid.Id);
        return await FindSavesAsync(save, cancellationToken) is [.., var found] ? found : null;
    }

    /// <summary>Finds the copies of one attempt at saving, or of one writer, oldest first.</summary>
    public async Task<IReadOnlyList<MessageKey>> FindSavesAsync(Guid name, CancellationToken cancellationToken)
    {
        var mailbox = await FindAsync(cancellationToken);
        return await pool.RunAsync<IReadOnlyList<MessageKey>>(
            ConnectionRole.Interactive, mailbox,
            async (work, token) =>
            {
                await work.CatchUpAsync(token);
                var found = await work.Selected.SearchAsync(SearchQuery.HeaderContains(DraftMark.SaveField, name.ToString("N")), token);
                return [.. found.Select(uid => new MessageKey(mailbox, work.Selected.UidValidity, uid.Id))];
            },
            repeatable: true, cancellationToken);
    }

    /// <summary>The copy of a draft that was saved last by anybody else than its writer, and when; null if there is none.</summary>
    public async Task<(MessageKey Key, DateTimeOffset At)?> FindElsewhereAsync(Draft draft, CancellationToken cancellationToken)
    {
        var mailbox = await FindAsync(cancellationToken);
        return await pool.RunAsync<(MessageKey, DateTimeOffset)?>(
            ConnectionRole.Interactive, mailbox,
            async (work, token) =>
            {
                await work.CatchUpAsync(token);
                SearchQuery ofDraft = SearchQuery.HeaderContains("Message-ID", $"<{draft.MessageId}>").And(SearchQuery.NotDeleted);
                if (draft.Writer is { } writer)
                    ofDraft = ofDraft.And(SearchQuery.Not(SearchQuery.HeaderContains(DraftMark.SaveField, writer.ToString("N"))));
                var found = await work.Selected.SearchAsync(ofDraft, token);
                if (found.Count == 0)
                    return null;
                var dates = await work.Selected.FetchAsync([found[^1]], MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate, token);
                return dates is [{ InternalDate: { } at }] ? (new MessageKey(mailbox, work.Selected.UidValidity, found[^1].Id), at) : null;
            },
            repeatable: true, cancellationToken);
    }

    /// <summary>
    /// Removes a copy for good, if it is still there and its Message-ID is this one: anything else is somebody else's message. Without
    /// UIDPLUS it is only marked as deleted, since a bare EXPUNGE would remove other clients' messages.
    /// </summary>
    /// <returns>False if it was not there, or not the draft's.</returns>
    public async Task<bool> RemoveAsync(MessageKey key, string messageId, CancellationToken cancellationToken)
    {
        try
        {
            var removed = await pool.RunAsync(
                ConnectionRole.Interactive, key.Mailbox,
                (work, token) => RemoveAsync(work, key, messageId, token),
                repeatable: true, cancellationToken);
            changed(key.Mailbox);
            return removed;
        }
        catch (Exception gone) when (gone is MailboxGoneException or StaleMailboxException)
        {
            return false;
        }
    }

    /// <summary>RFC 8508: there is never a moment with two copies, or with none. Null: the server can't, or the copy before is not the draft's.</summary>
    private static async Task<UniqueId?> ReplaceAsync(ImapWork work, MimeMessage message, Draft draft, DateTimeOffset date, CancellationToken cancellationToken)
    {
        if (!work.Capabilities.Replace || MessageToken.Read(draft.SavedAs) is not { } before
            || before.Mailbox != work.Selected.FullName || before.UidValidity != work.Selected.UidValidity
            || !await IsCopyAsync(work, before, draft.MessageId, cancellationToken))
            return null;
        try
        {
            return await work.Selected.ReplaceAsync(new UniqueId(before.UidValidity, before.Uid), new ReplaceRequest(message, Flags, date), cancellationToken);
        }
        catch (ImapCommandException)
        {
            // It went meanwhile, or the server does not want to: then what APPEND says counts.
            return null;
        }
    }

    private static async Task<bool> IsCopyAsync(ImapWork work, MessageKey key, string messageId, CancellationToken cancellationToken)
    {
        await work.CatchUpAsync(cancellationToken);
        var uid = new UniqueId(key.UidValidity, key.Uid);
        var found = await work.Selected.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope, cancellationToken);
        return found.FirstOrDefault(summary => summary.UniqueId == uid)?.Envelope?.MessageId?.Trim('<', '>') == messageId;
    }

    private static async Task<bool> RemoveAsync(ImapWork work, MessageKey key, string messageId, CancellationToken cancellationToken)
    {
        if (work.Selected.UidValidity != key.UidValidity)
            throw new StaleMailboxException();
        if (!await IsCopyAsync(work, key, messageId, cancellationToken))
            return false;
        var uid = new UniqueId(key.UidValidity, key.Uid);
        await work.Selected.StoreAsync([uid], new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken);
        if (work.Capabilities.UidPlus)
            await work.Selected.ExpungeAsync([uid], cancellationToken);
        return true;
    }

    /// <summary>The mailbox; made if there is none.</summary>
    private async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (Known() is { } known)
            return known;
        // The tree may not have been read yet, or another client has just made it.
        await list(cancellationToken);
        if (Known() is { } found)
            return found;
        var name = await pool.RunAsync(
            ConnectionRole.Interactive, null,
            async (work, token) =>
            {
                var made = await work.Root(work.PersonalNamespace).CreateAsync(DefaultName, true, token);
                if (made is null)
                    throw new MailboxGoneException(DefaultName);
                await made.SubscribeAsync(token);
                return made.FullName;
            },
            repeatable: false, cancellationToken);
        await list(cancellationToken);
        return name;
    }

    private string? Known() => tree().Find(SpecialUse.Drafts) is { IsSelectable: true } drafts ? drafts.Name : null;
}

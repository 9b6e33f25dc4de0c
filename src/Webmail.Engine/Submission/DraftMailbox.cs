using MailKit;
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

    /// <summary>Appends a copy and says which it is; null where the server does not tell, and it cannot be found.</summary>
    /// <param name="message">The copy.</param>
    /// <param name="save">Names this attempt at saving; stands in the copy.</param>
    /// <param name="date">When it was written.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public async Task<MessageKey?> AppendAsync(MimeMessage message, Guid save, DateTimeOffset date, CancellationToken cancellationToken)
    {
        var mailbox = await FindAsync(cancellationToken);
        message.Headers.Replace(DraftMark.SaveField, save.ToString("N"));
        // Not repeatable: a lost connection may have lost only the answer.
        var appended = await pool.RunAsync(
            ConnectionRole.Interactive, mailbox,
            (work, token) => work.Selected.AppendAsync(new AppendRequest(message, MessageFlags.Draft | MessageFlags.Seen, date), token),
            repeatable: false, cancellationToken);
        changed(mailbox);
        return appended is { } uid ? new MessageKey(mailbox, uid.Validity, uid.Id) : await FindSaveAsync(save, cancellationToken);
    }

    /// <summary>Finds the copy of one attempt at saving; null if it did not get there.</summary>
    public async Task<MessageKey?> FindSaveAsync(Guid save, CancellationToken cancellationToken)
    {
        var mailbox = await FindAsync(cancellationToken);
        return await pool.RunAsync<MessageKey?>(
            ConnectionRole.Interactive, mailbox,
            async (work, token) =>
            {
                await work.CatchUpAsync(token);
                var found = await work.Selected.SearchAsync(SearchQuery.HeaderContains(DraftMark.SaveField, save.ToString("N")), token);
                return found.Count > 0 ? new MessageKey(mailbox, work.Selected.UidValidity, found[^1].Id) : null;
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

    private static async Task<bool> RemoveAsync(ImapWork work, MessageKey key, string messageId, CancellationToken cancellationToken)
    {
        if (work.Selected.UidValidity != key.UidValidity)
            throw new StaleMailboxException();
        await work.CatchUpAsync(cancellationToken);
        var uid = new UniqueId(key.UidValidity, key.Uid);
        var found = await work.Selected.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope, cancellationToken);
        if (found.FirstOrDefault(summary => summary.UniqueId == uid)?.Envelope?.MessageId?.Trim('<', '>') != messageId)
            return false;
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

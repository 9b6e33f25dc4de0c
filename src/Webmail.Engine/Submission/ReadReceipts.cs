using System.Security.Cryptography;
using System.Text;
using MailKit;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>
/// Answers requests for read receipts (RFC 8098). That a message is answered for is noted on the server (RFC 3503), so that no other client
/// asks again. Safe for many callers; owns nothing.
/// </summary>
/// <remarks>Besides what is said at the methods, they throw what <see cref="ImapConnectionPool"/> throws.</remarks>
public sealed class ReadReceipts
{
    /// <summary>RFC 3503 3.1.</summary>
    private const string Answered = "$MDNSent";

    /// <summary>Keywords of spam: RFC 5788, and as Thunderbird has it.</summary>
    private static readonly string[] Junk = ["$Junk", "Junk"];

    private readonly Account account;
    private readonly ImapConnectionPool pool;
    private readonly MessageReader reader;
    private readonly TimeProvider time;

    internal ReadReceipts(Account account, ImapConnectionPool pool, MessageReader reader, TimeProvider time) =>
        (this.account, this.pool, this.reader, this.time) = (account, pool, reader, time);

    /// <summary>Whether nobody has answered for a message yet. False also where an answer could not be noted: every client would ask for ever.</summary>
    public Task<bool> IsOpenAsync(MessageKey key, ConnectionRole role, CancellationToken cancellationToken) =>
        InAsync(key, role, static (folder, uid, token) => IsOpenAsync(folder, uid, token), cancellationToken);

    /// <summary>Notes that a message is answered for, with a receipt or without. False if it was already, or is gone.</summary>
    public Task<bool> TryNoteAsync(MessageKey key, CancellationToken cancellationToken) => InAsync(
        key,
        ConnectionRole.Interactive,
        static async (folder, uid, token) =>
        {
            if (!await IsOpenAsync(folder, uid, token))
                return false;
            await folder.StoreAsync([uid], new StoreFlagsRequest(StoreAction.Add, [Answered]) { Silent = true }, token);
            return true;
        },
        cancellationToken);

    /// <summary>Makes the receipt of a message, and a draft of it for the outbox; null if the message wants none. Dispose of it.</summary>
    /// <param name="key">The message.</param>
    /// <param name="writer">Who read it.</param>
    /// <param name="words">The words for people.</param>
    /// <param name="isAsked">Whether the person was asked.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <exception cref="MessageGoneException">It is not there any more.</exception>
    public async Task<(OutgoingMessage Message, Draft Draft)?> ComposeAsync(MessageKey key, Writer writer, ReceiptWords words, bool isAsked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var headers = await reader.GetHeadersAsync(key, cancellationToken);
        if (ReceiptRequest.Of(headers) is not { } request || (request.MustAsk && !isAsked))
            return null;
        // As strictly as what a person types: it goes into an envelope.
        var to = HeaderFields.Mailboxes(headers, "Disposition-Notification-To").SelectMany(static who => Recipients.ParseOne(HeaderFields.Text(who)) is (var good, null) ? good : []).ToList();
        if (to.Count == 0)
            return null;
        var author = Replying.Addressed(headers, writer.Identities);
        return new Receipt(headers, to, author, words, isAsked).Make(IdOf(key), time.GetUtcNow());
    }

    /// <summary>One for each message, so that the outbox takes no second one.</summary>
    private Guid IdOf(MessageKey key) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"receipt|{account.Id}|{MessageToken.Of(key)}")).AsSpan(0, 16));

    private static async Task<bool> IsOpenAsync(IMailFolder folder, UniqueId uid, CancellationToken cancellationToken)
    {
        var canNote = folder.Access == FolderAccess.ReadWrite && (folder.PermanentFlags.HasFlag(MessageFlags.UserDefined) || folder.PermanentKeywords.Contains(Answered));
        if (!canNote)
            return false;
        var found = await folder.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.Flags, cancellationToken);
        return found.FirstOrDefault(summary => summary.UniqueId == uid) is { } message
            && !message.Keywords.Any(static keyword => Junk.Append(Answered).Contains(keyword, StringComparer.OrdinalIgnoreCase));
    }

    private async Task<bool> InAsync(MessageKey key, ConnectionRole role, Func<IMailFolder, UniqueId, CancellationToken, Task<bool>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await pool.RunAsync(
                role,
                key.Mailbox,
                async (work, token) =>
                {
                    if (work.Selected.UidValidity != key.UidValidity)
                        return false;
                    await work.CatchUpAsync(token);
                    return await act(work.Selected, new UniqueId(key.UidValidity, key.Uid), token);
                },
                repeatable: true,
                cancellationToken);
        }
        catch (MailboxGoneException)
        {
            return false;
        }
    }
}

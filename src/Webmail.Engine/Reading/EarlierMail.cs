using System.Collections.Concurrent;
using MailKit;
using MailKit.Search;
using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Reading;

/// <summary>
/// Whether a message is the first from its author. The server is asked in the background (SEARCH) in the mailboxes where mail stays, and
/// what it said is remembered. Safe for many callers; owns nothing.
/// </summary>
/// <remarks>Throws what <see cref="ImapConnectionPool"/> throws.</remarks>
public sealed class EarlierMail
{
    /// <summary>Addresses that are remembered.</summary>
    private const int MaxRemembered = 2_000;

    /// <summary>Messages of one mailbox whose fields are looked at.</summary>
    private const int MaxLookedAt = 50;

    private static readonly SpecialUse[] Kept = [SpecialUse.Inbox, SpecialUse.All, SpecialUse.Archive];

    private readonly ImapConnectionPool pool;
    private readonly Func<MailboxTree> tree;
    private readonly ConcurrentDictionary<string, bool> met = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<MessageKey, bool> first = new();

    internal EarlierMail(ImapConnectionPool pool, Func<MailboxTree> tree) => (this.pool, this.tree) = (pool, tree);

    /// <summary>Whether a message is the first; null if the server was not asked yet.</summary>
    public bool? IsFirst(MessageKey key, string author) => met.ContainsKey(author) ? false : first.ContainsKey(key) ? true : null;

    /// <summary>Asks the server, if it is not known.</summary>
    /// <param name="key">The message.</param>
    /// <param name="author">Its author's address.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public async Task<bool> AskIsFirstAsync(MessageKey key, string author, CancellationToken cancellationToken)
    {
        if (IsFirst(key, author) is { } known)
            return known;
        var mailboxes = Kept.Select(use => tree().Find(use)).OfType<Mailbox>().Where(static mailbox => mailbox.IsSelectable).Select(static mailbox => mailbox.Name).Prepend(key.Mailbox).Distinct(StringComparer.Ordinal);
        var hasMet = false;
        foreach (var mailbox in mailboxes)
            hasMet = hasMet || await FindsAsync(mailbox, key, author, SearchQuery.FromContains(author), [HeaderId.From], cancellationToken);
        if (!hasMet && tree().Find(SpecialUse.Sent) is { IsSelectable: true } sent)
            hasMet = await FindsAsync(sent.Name, key, author, SearchQuery.ToContains(author).Or(SearchQuery.CcContains(author)), [HeaderId.To, HeaderId.Cc], cancellationToken);
        if (met.Count + first.Count >= MaxRemembered)
        {
            met.Clear();
            first.Clear();
        }

        if (hasMet)
            met[author] = true;
        else
            first[key] = true;
        return !hasMet;
    }

    private static bool Names(IMessageSummary message, HeaderId[] fields, string author) =>
        message.Headers is { } headers && headers.Where(header => fields.Contains(header.Id)).Any(header =>
            InternetAddressList.TryParse(header.RawValue, out var list) && list.Mailboxes.Any(mailbox => mailbox.Address.Equals(author, StringComparison.OrdinalIgnoreCase)));

    private async Task<bool> FindsAsync(string mailbox, MessageKey except, string author, SearchQuery query, HeaderId[] fields, CancellationToken cancellationToken)
    {
        try
        {
            return await pool.RunAsync(
                ConnectionRole.Background, mailbox,
                async (work, token) =>
                {
                    await work.CatchUpAsync(token);
                    var found = await work.Selected.SearchAsync(query, token);
                    var others = found.Where(uid => mailbox != except.Mailbox || uid.Id != except.Uid).ToList();
                    // The server looks for a part of the field: "steve@…" is found for "eve@…". Nobody is taken for so many others.
                    return others.Count > MaxLookedAt
                        || (others.Count > 0 && (await work.Selected.FetchAsync(others, new FetchRequest(MessageSummaryItems.UniqueId, fields), token)).Any(message => Names(message, fields, author)));
                },
                repeatable: true, cancellationToken);
        }
        catch (MailboxGoneException)
        {
            return false;
        }
    }
}

using MailKit.Net.Imap;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>
/// Fetches rows and previews over the account's connections. Anybody may write a message whose envelope or structure MailKit can't read, which costs the connection: each is
/// remembered (<see cref="UnreadableMessages"/>), comes from its header, and keeps no other from being seen.
/// </summary>
internal sealed class RowFetching(ImapConnectionPool pool)
{
    /// <summary>Connections that one window may cost. More such messages next to each other are an attack: all of the window comes from headers then.</summary>
    private const int MaxLost = 4;

    /// <summary>Rows of these messages, and the UIDVALIDITY that they are of. Those that vanished are left out. Throws what the pool throws.</summary>
    public async Task<(uint UidValidity, IReadOnlyList<MessageRow> Rows)> FetchAsync(string mailbox, IReadOnlyCollection<uint> uids, ConnectionRole role, CancellationToken cancellationToken)
    {
        var (lost, fromHeaders) = (0, false);
        while (true)
        {
            try
            {
                return await pool.RunAsync(role, mailbox, OnceAsync, repeatable: true, cancellationToken);
            }
            catch (ConnectionLostException fault) when (fault.InnerException is UnreadableMessageException && lost <= MaxLost)
            {
                // The pool has repeated it once; there are more of them.
            }
        }

        async Task<(uint, IReadOnlyList<MessageRow>)> OnceAsync(ImapWork work, CancellationToken token)
        {
            var validity = work.Selected.UidValidity;
            try
            {
                return (validity, await MessageRows.FetchAsync(work, uids, uid => fromHeaders || pool.Unreadable.Contains(mailbox, validity, uid), token));
            }
            catch (ImapProtocolException fault)
            {
                var uid = (fault as UnreadableMessageException)?.Uid;
                if (uid is { } known) pool.Unreadable.Add(mailbox, validity, known);
                fromHeaders = ++lost >= MaxLost || uid is null;
                throw;
            }
        }
    }

    /// <summary>The first words of these messages; empty where they can't be had. Throws what the pool throws.</summary>
    public async Task<IReadOnlyList<(uint Uid, string Preview)>> FetchPreviewsAsync(string mailbox, IReadOnlyCollection<uint> uids, CancellationToken cancellationToken)
    {
        for (var lost = 1; ; lost++)
        {
            try
            {
                // Nobody waits for it: it is repeated only where that leads to something.
                return await pool.RunAsync(ConnectionRole.Background, mailbox, OnceAsync, repeatable: false, cancellationToken);
            }
            catch (ConnectionLostException fault) when (fault.InnerException is UnreadableMessageException unreadable)
            {
                if (unreadable.Uid is null || lost >= MaxLost) return [.. uids.Select(static uid => (uid, ""))];
            }
        }

        async Task<IReadOnlyList<(uint, string)>> OnceAsync(ImapWork work, CancellationToken token)
        {
            var validity = work.Selected.UidValidity;
            // Without PREVIEW it goes by the structure.
            var byHeader = uids.ToLookup(uid => !work.Capabilities.Preview && pool.Unreadable.Contains(mailbox, validity, uid));
            IEnumerable<(uint, string)> none = byHeader[true].Select(static uid => (uid, ""));
            try
            {
                return byHeader[false].Any() ? [.. await MessageRows.FetchPreviewsAsync(work, [.. byHeader[false]], token), .. none] : [.. none];
            }
            catch (UnreadableMessageException fault) when (fault.Uid is { } uid)
            {
                pool.Unreadable.Add(mailbox, validity, uid);
                throw;
            }
        }
    }
}

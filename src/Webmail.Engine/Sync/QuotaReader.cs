using MailKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;

namespace Webmail.Engine.Sync;

/// <summary>Reads the quota of INBOX's quota root (RFC 9208).</summary>
internal static class QuotaReader
{
    public static async Task<QuotaUsage?> ReadAsync(ImapWork work, CancellationToken cancellationToken)
    {
        if (!work.Capabilities.Quota) return null;
        try
        {
            var inbox = await work.FindAsync("INBOX", cancellationToken);
            var quota = await inbox.GetQuotaAsync(cancellationToken);
            // RFC 9208 3.1.1: STORAGE counts units of 1024 octets.
            return quota is { StorageLimit: > 0 and var limit, CurrentStorageSize: { } used } ? new QuotaUsage(used * 1024L, limit * 1024L) : null;
        }
        catch (Exception e) when (e is MailKit.Net.Imap.ImapCommandException or ServerRefusedException)
        {
            // A server may offer QUOTA and have none for this mailbox.
            return null;
        }
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Webmail.Engine.Accounts;

namespace Webmail.Web.Endpoints;

/// <summary>What a page must know of the account to write in its name.</summary>
internal static class ComposeAccount
{
    /// <summary>
    /// Tells apart whose drafts are in a browser's storage. The same at every sign-in, since a draft outlives them; says nothing about
    /// whose account it is.
    /// </summary>
    public static string StorageTag(AccountSession session) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"drafts|{session.Account.Id}")).AsSpan(0, 16));

    /// <summary>The domain of new Message-IDs: the person's own, in ASCII.</summary>
    public static string Domain(AccountSession session) => DomainOf(session.Drafts.Identities[0].Address);

    /// <summary>The domains outside of which the composer hints at recipients, in ASCII and lower case, with blanks between; null: it hints at none.</summary>
    public static string? OwnDomains(AccountSession session, RecipientOptions options)
    {
        if (!options.HintOutside)
            return null;
        var addresses = options.OwnDomains.Count > 0 ? options.OwnDomains.Select(static domain => $"any@{domain}") : session.Drafts.Identities.Select(static own => own.Address);
        return string.Join(' ', addresses.Select(DomainOf).Distinct());
    }

    private static string DomainOf(string address)
    {
        var domain = MimeKit.MailboxAddress.EncodeAddrspec(address);
        return domain[(domain.LastIndexOf('@') + 1)..].ToLowerInvariant();
    }
}

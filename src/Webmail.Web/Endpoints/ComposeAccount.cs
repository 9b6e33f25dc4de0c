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
    public static string Domain(AccountSession session)
    {
        var address = session.Drafts.Identities[0].Address;
        var domain = MimeKit.MailboxAddress.EncodeAddrspec(address);
        return domain[(domain.LastIndexOf('@') + 1)..];
    }
}

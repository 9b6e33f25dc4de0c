using System.Collections.Immutable;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission;

/// <summary>Who writes: the addresses that are theirs, and what their messages tell besides.</summary>
/// <param name="Identities">The addresses, the default first; never empty.</param>
/// <param name="NamesProgram">Whether messages name this program in User-Agent.</param>
public sealed record Writer(ImmutableArray<Identity> Identities, bool NamesProgram)
{
    /// <summary>Somebody who has set up nothing.</summary>
    public static Writer Of(Account account) => new([Identity.Of(account)], true);

    /// <summary>Somebody as they set it up, as far as the host lets them.</summary>
    /// <param name="account">Whose mail.</param>
    /// <param name="settings">What they chose.</param>
    /// <param name="anyAddress">Whether the host lets people write from any address; else only from the account's own, under names of their choice.</param>
    public static Writer Of(Account account, PersonSettings settings, bool anyAddress)
    {
        var rules = new IdentityRules(account, anyAddress);
        var identities = settings.Identities.Where(rules.Allows).Select(Identity.Of).ToImmutableArray();
        return new Writer(identities.IsEmpty ? [Identity.Of(account)] : identities, settings.NamesProgram);
    }

    /// <summary>The identity that a From field names: by address and name, else by address; null if it is none of theirs.</summary>
    public Identity? Find(MailboxAddress mailbox) =>
        Identities.FirstOrDefault(identity => identity.Has(mailbox) && identity.Name == (mailbox.Name ?? ""))
        ?? Identities.FirstOrDefault(identity => identity.Has(mailbox));
}

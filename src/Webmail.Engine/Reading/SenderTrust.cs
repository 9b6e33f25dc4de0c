using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Trust;
using Webmail.Engine.Trust.LookAlikes;

namespace Webmail.Engine.Reading;

/// <summary>What the header itself gives away about its author. What the server proved comes later, and beside it.</summary>
/// <param name="NamesAnotherAddress">The display name holds an address that is not the true one: its text, else null.</param>
/// <param name="HasSeveralAuthors">There is more than one address in From, so that programs may show different ones.</param>
/// <param name="MixesScripts">The domain mixes alphabets, as look-alikes do.</param>
public sealed partial record SenderTrust(string? NamesAnotherAddress, bool HasSeveralAuthors, bool MixesScripts)
{
    /// <summary>Nothing to be said.</summary>
    public static readonly SenderTrust Nothing = new(null, false, false);

    /// <summary>True if the reader says something.</summary>
    public bool NeedsWord => NamesAnotherAddress is not null || HasSeveralAuthors || MixesScripts;

    /// <summary>Looks at the authors.</summary>
    public static SenderTrust Of(ImmutableArray<Correspondent> from)
    {
        if (from.IsDefaultOrEmpty)
            return Nothing;
        var author = from[0];
        var other = Address().Matches(VisibleText.Of(author.Name)).Select(static match => string.Concat(match.Value.Where(static c => c != ' ')))
            .FirstOrDefault(named => !IsHis(named, author.Address));
        var at = author.Address.LastIndexOf('@');
        return new SenderTrust(other, from.Length > 1, at >= 0 && ScriptMix.IsSuspicious(author.Address[(at + 1)..]));
    }

    /// <summary>The address itself, or another mailbox of the same house: a firm's "info" that writes as "office" is nobody else.</summary>
    private static bool IsHis(string named, string address)
    {
        var (domain, own) = (DomainName.Ascii(DomainName.Of(named)), DomainName.Ascii(DomainName.Of(VisibleText.Of(address))));
        return DomainName.AreOneSite(domain, own) && (!SharedDomains.Contains(own) || Mailbox(named).Equals(Mailbox(VisibleText.Of(address)), StringComparison.OrdinalIgnoreCase));

        // What is behind a plus is the same mailbox (RFC 5233).
        static string Mailbox(string address) => address[..address.LastIndexOf('@')].Split('+')[0];
    }

    // Letters of all scripts, and spaces around the @: to the eye it is an address all the same.
    [GeneratedRegex(@"[\p{L}\p{M}\p{N}._%+-]{1,64} {0,3}@ {0,3}[\p{L}\p{M}\p{N}-]{1,63}(\.[\p{L}\p{M}\p{N}-]{1,63}){1,8}", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

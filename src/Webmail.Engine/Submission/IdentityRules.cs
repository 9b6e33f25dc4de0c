using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission;

/// <summary>What the identities of a person have to obey before they are kept. What comes from a page is untrusted.</summary>
/// <param name="account">Whose.</param>
/// <param name="anyAddress">Whether the host lets people write from any address.</param>
public sealed class IdentityRules(Account account, bool anyAddress)
{
    /// <summary>More than anybody chooses from in a list.</summary>
    public const int MaxIdentities = 30;

    /// <summary>Characters of a signature with its pictures: the logo of a company fits, a photograph does not.</summary>
    public const int MaxSignature = 150_000;

    /// <summary>RFC 5322 2.1.1 has 998 characters for a line, and the address stands beside the name.</summary>
    public const int MaxName = 200;

    /// <summary>Whether any address can be set up.</summary>
    public bool AnyAddress => anyAddress;

    /// <summary>The address that the account has by itself.</summary>
    public string OwnAddress => Identity.Of(account).Address;

    /// <summary>Whether the host lets the person write from it.</summary>
    public bool Allows(IdentitySettings identity) => anyAddress || Identity.Of(account).Has(Identity.Of(identity).ToMailbox());

    /// <summary>Checks one, and cleans what can be cleaned.</summary>
    /// <param name="typed">As it was typed.</param>
    /// <param name="others">The others that the person has.</param>
    /// <param name="kept">As it is to be kept.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public IdentityFault? Check(IdentitySettings typed, IReadOnlyCollection<IdentitySettings> others, out IdentitySettings kept)
    {
        kept = typed with { Name = typed.Name.Trim(), Address = typed.Address.Trim(), ReplyTo = Blank(typed.ReplyTo), SentMailbox = Blank(typed.SentMailbox) };
        if (others.Count >= MaxIdentities)
            return IdentityFault.TooMany;
        if (kept.Name.Length > MaxName || kept.Name.Any(char.IsControl))
            return IdentityFault.NameInvalid;
        if (Recipients.ParseOne(kept.Address) is not (var address, null) || address is not [{ Name: null or "" } only])
            return IdentityFault.AddressInvalid;
        kept = kept with { Address = only.Address };
        if (!Allows(kept))
            return IdentityFault.AddressNotAllowed;
        if (kept.ReplyTo is { } replyTo && Recipients.ParseOne(replyTo) is not ([_], null))
            return IdentityFault.ReplyToInvalid;
        var (name, own) = (kept.Name, Identity.Of(kept));
        if (others.Any(other => other.Name == name && own.Has(Identity.Of(other).ToMailbox())))
            return IdentityFault.Known;
        if (typed.SignatureHtml.Length > MaxSignature || typed.SignatureText.Length > MaxSignature || KeptHtml.Clean(typed.SignatureHtml) is not { } clean || clean.Length > MaxSignature)
            return IdentityFault.SignatureTooLarge;
        kept = kept with { SignatureHtml = clean, SignatureText = typed.SignatureText.ReplaceLineEndings("\n").Trim('\n', ' ') };
        return null;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

using Webmail.Engine.Reading;
using Webmail.Engine.Trust.Authentication;
using Webmail.Engine.Trust.Junk;
using Webmail.Engine.Trust.LookAlikes;
using Webmail.Engine.Trust.Signatures;

namespace Webmail.Web.UI.Mail.Reader.Trust;

/// <summary>What the reader says about who wrote a message, for the person who reads it.</summary>
/// <param name="Details">The message.</param>
/// <param name="Proof">What the person's mail server found out.</param>
/// <param name="Check">Whom the author can be taken for.</param>
public sealed record TrustModel(MessageDetails Details, SenderProof Proof, SenderCheck Check)
{
    /// <summary>What came of checking the signature; null if it was not checked, or there is none.</summary>
    public SignatureReport? Signature { get; init; }

    /// <summary>Whether nobody wrote from this address before; null if that is not known, or no question.</summary>
    public bool? IsFirst { get; init; }

    /// <summary>What is to be found out once the message is opened.</summary>
    public bool HasMore { get; init; }

    /// <summary>Whether the message lies among junk.</summary>
    public bool IsJunk { get; init; }

    /// <summary>The way out of a list; null: none is offered.</summary>
    public UnsubscribeWay? Unsubscribe { get; init; }

    /// <summary>What the spam filter wrote.</summary>
    public SpamVerdict? Spam => Details.Evidence.Spam;

    /// <summary>The author's address.</summary>
    public string Address => Details.From is [var author, ..] ? author.Address : "";

    /// <summary>The message passes for somebody else's: it is said first, and links and attachments are off.</summary>
    public bool IsAlarm => Check.LookAlike is not null || Proof.Verdict == SenderVerdict.Failed;

    /// <summary>Whether anything makes the name or the address doubtful, so that no proof of a domain may comfort.</summary>
    public bool IsDoubtful => Check is { NamesakeOf: not null } or { Resembles: not null } or { NamesDomain: not null } or { MixedDomain: not null } || Details.Trust.NeedsWord;

    /// <summary>The badge.</summary>
    public SealLevel Level => this switch
    {
        { IsAlarm: true } => SealLevel.Failed,
        { IsDoubtful: false } when Proof.Verdict == SenderVerdict.Proven || Signature is { IsProof: true } => SealLevel.Proven,
        { Proof.Verdict: SenderVerdict.Unknown, IsSigned: false } => SealLevel.None,
        _ => SealLevel.Unproven,
    };

    /// <summary>Whether there is a badge, an alarm, an address with a mark in it or a way out of a list, whose styles do not come with the page.</summary>
    public bool NeedsStyles => Level != SealLevel.None || Check.Resembles is not null || Unsubscribe is not null;

    /// <summary>Whether somebody signed it, by whatever means.</summary>
    public bool IsSigned => (Details.Protection & (MessageProtection.SmimeSigned | MessageProtection.PgpSigned)) != 0;

    /// <summary>Whether a signature is left to be checked.</summary>
    public bool IsSignaturePending => Signature is null && HasMore && Details.Protection.HasFlag(MessageProtection.SmimeSigned);
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using Webmail.Engine.Accounts;
using Webmail.Engine.Contacts;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Trust.Authentication;
using Webmail.Engine.Trust.LookAlikes;
using Webmail.Web.UI.Mail.Reader.Trust;

namespace Webmail.Web.Endpoints;

/// <summary>Puts together what the reader says about who wrote a message: of what is in memory at once, of the rest when it is asked for.</summary>
/// <param name="directory">Knows whose results are believed.</param>
/// <param name="correspondents">Whom people wrote to.</param>
internal sealed class MessageTrust(ServerDirectory directory, Correspondents correspondents)
{
    /// <summary>What can be said at once; null in mailboxes of what the person wrote.</summary>
    public async Task<TrustModel?> OfAsync(HttpContext context, MessageRequest request, MessageDetails details, PersonSettings settings)
    {
        var session = request.Session;
        var use = session.Mailboxes.Find(request.Key.Mailbox)?.SpecialUse ?? SpecialUse.None;
        if (use is SpecialUse.Sent or SpecialUse.Drafts)
            return null;
        var own = (await context.GetDraftsAsync()).Identities;
        var author = details.From is [var first, ..] ? first : default;
        var proof = SenderProof.Of(details.Evidence.Results, details.From, directory.AuthenticationServers(session.Account));
        var check = Check(author, details, await KnownAsync(session.Account.Id, context.RequestAborted), own, settings);
        var isNew = !check.IsKnown && use != SpecialUse.Junk && details.ListId is null && details.Evidence.Unsubscribe is null && author.Address.Contains('@', StringComparison.Ordinal);
        var signature = session.Signatures.Find(request.Key);
        var isFirst = isNew ? session.EarlierMail.IsFirst(request.Key, author.Address) : false;
        return new TrustModel(details, proof, check)
        {
            Signature = signature,
            IsFirst = isFirst,
            HasMore = isFirst is null || (signature is null && details.Protection.HasFlag(MessageProtection.SmimeSigned) && !session.Signatures.HasChecked(request.Key)),
            IsJunk = use == SpecialUse.Junk,
            // Whoever leaves a list that is junk tells it that somebody is there.
            Unsubscribe = use == SpecialUse.Junk || proof.Verdict == SenderVerdict.Failed || check.LookAlike is not null ? null : UnsubscribeWay.Of(details.Evidence.Unsubscribe, proof, session.Account.Submission is not null),
        };
    }

    /// <summary>What is found out only when somebody reads the message: who wrote before, and whether the signature fits.</summary>
    public async Task<TrustModel?> LearnAsync(HttpContext context, MessageRequest request, MessageDetails details, PersonSettings settings)
    {
        if (await OfAsync(context, request, details, settings) is not { HasMore: true } model)
            return null;
        var session = request.Session;
        if (model.IsFirst is null)
            await MessageRequest.OrWhyNotAsync(() => session.EarlierMail.AskIsFirstAsync(request.Key, model.Address, context.RequestAborted));
        if (model.IsSignaturePending)
            await MessageRequest.OrWhyNotAsync(() => session.Signatures.CheckAsync(request.Key, model.Address, context.RequestAborted));
        return await OfAsync(context, request, details, settings);
    }

    private static SenderCheck Check(Correspondent author, MessageDetails details, KnownPeople known, ImmutableArray<Identity> own, PersonSettings settings)
    {
        var check = SenderCheck.Of(author, details.ReplyTo, known, [.. own.Select(static identity => new Correspondent(identity.Name, identity.Address))], details.ListId is not null);
        return settings.KnownSenders.Contains(author.Address, StringComparer.OrdinalIgnoreCase)
            ? check with { IsKnown = true, LookAlike = null, Resembles = null, NamesakeOf = null, NamesDomain = null }
            : check;
    }

    private async Task<KnownPeople> KnownAsync(string accountId, CancellationToken cancellationToken)
    {
        try
        {
            return await correspondents.KnownAsync(accountId, cancellationToken);
        }
        catch (CryptographicException)
        {
            // Their settings say so, and offer to forget them: a message is read without.
            return KnownPeople.Nobody;
        }
    }
}

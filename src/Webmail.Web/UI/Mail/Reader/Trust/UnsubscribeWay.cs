using Webmail.Engine.Trust.Authentication;
using Webmail.Engine.Trust.Lists;

namespace Webmail.Web.UI.Mail.Reader.Trust;

/// <summary>The way in which the reader offers to leave a list: one request, else a letter, else the list's page.</summary>
/// <param name="Kind"><c>request</c>, <c>letter</c> or <c>page</c>.</param>
/// <param name="Target">The host that is asked, the address that is written to, or the address of the page.</param>
public sealed record UnsubscribeWay(string Kind, string Target)
{
    /// <summary>One request ends it (RFC 8058).</summary>
    public const string Request = "request";

    /// <summary>A letter ends it.</summary>
    public const string Letter = "letter";

    /// <summary>The person has to go there.</summary>
    public const string Page = "page";

    /// <summary>The easiest way that an offer allows; null for none.</summary>
    /// <param name="offer">What the list offers.</param>
    /// <param name="proof">What is believed of who sent it.</param>
    /// <param name="canSend">Whether the person can send mail.</param>
    public static UnsubscribeWay? Of(UnsubscribeOffer? offer, SenderProof proof, bool canSend) => offer switch
    {
        null => null,
        { OneClick: { } address } when offer.IsOneClickProven(proof) => new UnsubscribeWay(Request, address.IdnHost),
        { Mail: { } mail } when canSend => new UnsubscribeWay(Letter, mail.Address),
        { Page: { } page } => new UnsubscribeWay(Page, page.AbsoluteUri),
        _ => null,
    };
}

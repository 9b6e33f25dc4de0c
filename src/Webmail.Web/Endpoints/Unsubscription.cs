using System.Text;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Remote;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Trust.Lists;
using Webmail.Web.UI.Mail.Reader.Trust;

namespace Webmail.Web.Endpoints;

/// <summary>Leaves a list for a person: by one request to its server, or by a letter.</summary>
/// <param name="remote">Asks servers that strangers named.</param>
/// <param name="outbox">Takes the letter.</param>
/// <param name="texts">The words.</param>
/// <param name="compose">The words for what goes wrong with letters.</param>
internal sealed class Unsubscription(RemoteClient remote, Outbox outbox, IStringLocalizer<Resources.Trust> texts, IStringLocalizer<Resources.Compose> compose)
{
    /// <summary>RFC 8058 3.1: this, and nothing of the person.</summary>
    private static readonly byte[] OneClick = Encoding.ASCII.GetBytes("List-Unsubscribe=One-Click");

    /// <summary>Does what was offered.</summary>
    /// <exception cref="MessageUnreadableException">The message can't be had; it says why.</exception>
    public Task<UnsubscribeAnswer> RunAsync(HttpContext context, MessageRequest request, UnsubscribeWay way, UnsubscribeOffer offer) => (way.Kind, offer) switch
    {
        (UnsubscribeWay.Request, { OneClick: { } address }) => AskAsync(address, offer),
        (_, { Mail: { } mail }) => WriteAsync(context, request, mail),
        _ => throw new ArgumentException($"{way.Kind} is no way of this list.", nameof(way)),
    };

    private async Task<UnsubscribeAnswer> AskAsync(Uri address, UnsubscribeOffer offer)
    {
        // Not given up when the page is left: who said yes means it. A redirect is not followed (RFC 8058 3.1 has the request answered at once).
        var answer = await remote.SendAsync(new RemoteRequest(address) { Method = HttpMethod.Post, Content = OneClick, MaxRedirects = 0 }, CancellationToken.None);
        if (answer.IsSuccess)
            return new UnsubscribeAnswer(texts["Unsubscribed"], null);
        var why = answer.Outcome == RemoteOutcome.Answered ? texts["Unsubscribe_Refused", address.IdnHost, answer.Status] : texts["Unsubscribe_Away", address.IdnHost];
        return new UnsubscribeAnswer(null, offer.Mail is { } mail ? $"{why.Value} {texts["Unsubscribe_TryMail", mail.Address].Value}" : why.Value);
    }

    private async Task<UnsubscribeAnswer> WriteAsync(HttpContext context, MessageRequest request, UnsubscribeMail mail)
    {
        var words = new ComposeTexts(compose);
        var headers = await MessageRequest.OrWhyNotAsync(() => request.Session.Reader.GetHeadersAsync(request.Key, context.RequestAborted));
        var drafts = await context.GetDraftsAsync();
        var letter = Unsubscribing.Letter(request.Key, headers, mail, drafts.Identities);
        try
        {
            using var message = await drafts.PrepareAsync(letter, CancellationToken.None);
            await outbox.HoldAsync(request.Session, message, letter, TimeSpan.Zero, CancellationToken.None);
            return new UnsubscribeAnswer(texts["Unsubscribe_Written"], null);
        }
        catch (AlreadySentException)
        {
            return new UnsubscribeAnswer(texts["Unsubscribe_WrittenBefore"], null);
        }
        catch (DraftFaultException faults)
        {
            return new UnsubscribeAnswer(null, words.Problem(faults, letter));
        }
        catch (SendingLimitException limit)
        {
            return new UnsubscribeAnswer(null, words.Limit(limit));
        }
    }
}

using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Web.Hosting.Security;
using Webmail.Web.UI.Mail.Reader;
using Webmail.Web.UI.Mail.Reader.Trust;

namespace Webmail.Web.Endpoints;

/// <summary>Read receipts: whether the reader asks about one, and what becomes of it.</summary>
internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder app) =>
        app.MapPost("/message/{token}/{uidValidity}/{uid}/receipt", AnswerAsync).RequireAntiforgery();

    /// <summary>What a message's page says of a receipt; null: nothing, since none is asked for, or none is to be given.</summary>
    public static async Task<ReceiptOffer?> OfferAsync(HttpContext context, MessageRequest request, MessageDetails details, TrustModel? judged, PersonSettings settings)
    {
        // Of a message that came within another one the author waits for nothing.
        if (details.Receipt is not { } receipt || request.Key.Within.Length > 0 || settings.Receipts == ReceiptAnswer.Never || request.Session.Account.Submission is null
            || request.Session.Mailboxes.Find(request.Key.Mailbox)?.SpecialUse is SpecialUse.Junk or SpecialUse.Sent or SpecialUse.Drafts)
            return null;
        var own = (await context.GetDraftsAsync()).Identities;
        if (details.From.Any(author => own.Any(identity => identity.Address.Equals(author.Address, StringComparison.OrdinalIgnoreCase))))
            return null;
        var role = MessageRequest.IsAhead(context) ? ConnectionRole.Background : ConnectionRole.Interactive;
        var isOpen = await MessageRequest.OrWhyNotAsync(() => request.Session.Receipts.IsOpenAsync(request.Key, role, context.RequestAborted));
        return isOpen ? new ReceiptOffer(receipt.To, !IsUnasked(settings, judged) || receipt.MustAsk) : null;
    }

    /// <summary>Whether the author of a message gets a receipt without a question. Not one who can be taken for somebody else.</summary>
    internal static bool IsUnasked(PersonSettings settings, TrustModel? judged) => judged is { IsAlarm: false, IsDoubtful: false } && settings.Receipts switch
    {
        ReceiptAnswer.Always => true,
        ReceiptAnswer.Contacts => judged.Check.IsKnown,
        _ => false,
    };

    /// <summary>Notes the answer, then sends the receipt if there is to be one: a note too many costs nobody anything, a receipt too many does.</summary>
    private static async Task<IResult> AnswerAsync(
        HttpContext context, string token, uint uidValidity, uint uid, string answer, SettingsStore store, MessageTrust trust, TimeProvider time, IStringLocalizer<Resources.Compose> localizer)
    {
        if (MessageRequest.Read(context, token, uidValidity, uid) is not { } request || answer is not ("send" or "auto" or "none"))
            return Results.BadRequest();
        var (session, texts, outbox) = (request.Session, new ComposeTexts(localizer), context.RequestServices.GetRequiredService<Outbox>());
        var settings = await store.GetAsync(session.Account.Id, context.RequestAborted);
        try
        {
            if (answer == "auto" && !IsUnasked(settings, await trust.OfAsync(context, request, (await request.ReadAsync(context)).Details, settings)))
                return DraftJson.Answer(new { State = "none" });
            if (answer == "none")
            {
                await session.Receipts.TryNoteAsync(request.Key, CancellationToken.None);
                return DraftJson.Answer(new { State = "none" });
            }

            var words = texts.Receipt(MessageDates.For(context, settings, time));
            var made = await session.Receipts.ComposeAsync(request.Key, (await context.GetDraftsAsync()).Writer, words, isAsked: answer == "send", CancellationToken.None);
            if (made is not var (message, draft) || !await session.Receipts.TryNoteAsync(request.Key, CancellationToken.None))
                return DraftJson.Answer(new { State = "none" });
            using (message)
                await outbox.HoldAsync(session, message, draft, TimeSpan.Zero, CancellationToken.None);
            return DraftJson.Answer(new { State = "sent" });
        }
        catch (MessageUnreadableException fault)
        {
            return DraftJson.Answer(new { Reason = texts.WhyNot(fault.Failure == MessageFailure.Gone ? new MessageGoneException() : new MailServerUnavailableException()) });
        }
        catch (SendingLimitException limit)
        {
            return DraftJson.Answer(new { Reason = texts.Limit(limit) });
        }
        catch (Exception fault) when (texts.WhyNot(fault) is not null)
        {
            return DraftJson.Answer(new { Reason = texts.WhyNot(fault) });
        }
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Invitations;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Web.Hosting.Security;
using Webmail.Web.UI.Mail.Reader;
using Webmail.Web.UI.Mail.Reader.Invitations;

namespace Webmail.Web.Endpoints;

/// <summary>Invitations: what the reader shows of one, and what becomes of an answer.</summary>
internal static class InvitationEndpoints
{
    private const string Route = "/message/{token}/{uidValidity}/{uid}/invitation";

    public static void MapInvitations(this IEndpointRouteBuilder app)
    {
        app.MapGet(Route, ShowAsync);
        app.MapPost(Route + "/{index:int}", AnswerAsync).RequireAntiforgery();
    }

    /// <summary>The cards of a message; null if it has no calendar. Of one that passes for somebody else's nothing is remembered, until a person takes it for good.</summary>
    public static async Task<InvitationModel?> LookAsync(HttpContext context, MessageRequest request, ReadMessage message, MessageDates dates, bool isForged = false)
    {
        var invitations = InvitationReader.Of(message);
        if (invitations.IsEmpty)
            return null;
        var (memory, outbox) = (context.RequestServices.GetRequiredService<MeetingMemory>(), context.RequestServices.GetRequiredService<Outbox>());
        var (account, from) = (request.Session.Account, message.Details.From);
        var own = (await context.GetDraftsAsync()).Identities;
        var shown = new List<ShownInvitation>();
        foreach (var invitation in invitations)
        {
            var alone = InvitationStanding.Of(invitation, from, own) with { CanSend = account.Submission is not null };
            var standing = await memory.LookAsync(account.Id, alone, isForged, context.RequestAborted);
            var entry = standing.Answer is { } answer ? await outbox.FindAsync(account.Id, answer.Id, context.RequestAborted) : null;
            shown.Add(new ShownInvitation(standing, StateOf(entry)));
        }

        return new InvitationModel(request.Key, shown, dates, from is [var author, ..] ? author.Address : "");
    }

    /// <summary>The cards as they are now.</summary>
    private static async Task<IResult> ShowAsync(HttpContext context, string token, uint uidValidity, uint uid, SettingsStore store, TimeProvider time)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store";
        if (MessageRequest.Read(context, token, uidValidity, uid) is not { } request)
            return Results.NotFound();
        try
        {
            var settings = await store.GetAsync(request.Session.Account.Id, context.RequestAborted);
            return await LookAsync(context, request, await request.ReadAsync(context), MessageDates.For(context, settings, time)) is { } model
                ? new RazorComponentResult<InvitationCards>(new Dictionary<string, object?> { [nameof(InvitationCards.Model)] = model }) { PreventStreamingRendering = true }
                : Results.NotFound();
        }
        catch (MessageUnreadableException fault)
        {
            return Results.StatusCode(fault.StatusCode);
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, string token, uint uidValidity, uint uid, int index, SettingsStore store, IStringLocalizer<Resources.Compose> localizer)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (MessageRequest.Read(context, token, uidValidity, uid) is not { } request || AnswerOf(form["answer"]) is not { } answer)
            return Results.BadRequest();
        var texts = new ComposeTexts(localizer);
        try
        {
            var settings = await store.GetAsync(request.Session.Account.Id, context.RequestAborted);
            return await new InvitationAnswering(context, request, settings).RunAsync(index, answer, form["address"].ToString(), form["comment"].ToString().Trim());
        }
        catch (SendingLimitException limit)
        {
            return DraftJson.Answer(new { Reason = texts.Limit(limit) });
        }
        catch (MessageUnreadableException fault)
        {
            return DraftJson.Answer(new { Reason = texts.WhyNot(fault.Failure == MessageFailure.Gone ? new MessageGoneException() : new MailServerUnavailableException()) });
        }
        catch (Exception fault) when (texts.WhyNot(fault) is not null)
        {
            return DraftJson.Answer(new { Reason = texts.WhyNot(fault) });
        }
    }

    private static Participation? AnswerOf(string? value) => value switch
    {
        "accepted" => Participation.Accepted,
        "tentative" => Participation.Tentative,
        "declined" => Participation.Declined,
        _ => null,
    };

    private static AnswerState StateOf(OutboxEntry? entry) => entry?.Step switch
    {
        null or OutboxStep.Done or OutboxStep.Submitted or OutboxStep.FiledInSent => AnswerState.Sent,
        OutboxStep.Failed or OutboxStep.Unclear => AnswerState.Stuck,
        _ => AnswerState.Waiting,
    };
}

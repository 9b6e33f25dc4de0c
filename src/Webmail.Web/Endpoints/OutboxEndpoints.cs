using Microsoft.Extensions.Localization;
using Webmail.Engine.Invitations;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Web.Hosting.Security;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Endpoints;

/// <summary>What the page shows of messages on their way, and what a person does with them.</summary>
internal static class OutboxEndpoints
{
    public static void MapOutbox(this IEndpointRouteBuilder app)
    {
        app.MapGet("/outbox.json", ListAsync);
        app.MapGet("/outbox/{id:guid}.json", FindAsync);
        app.MapPost("/outbox/{id:guid}/undo", TakeBackAsync).RequireAntiforgery();
        app.MapPost("/outbox/{id:guid}/send", SendNowAsync).RequireAntiforgery();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Outbox outbox, IStringLocalizer<Resources.Compose> localizer)
    {
        var texts = new ComposeTexts(localizer);
        var entries = await outbox.ListAsync(context.GetAccountSession().Account.Id, context.RequestAborted);
        return DraftJson.Answer(new { Entries = entries.Select(texts.Entry) });
    }

    /// <summary>Whether a message was taken for sending, also when that was some hours ago: a page that comes back must not offer it again.</summary>
    private static async Task<IResult> FindAsync(HttpContext context, Guid id, Outbox outbox, IStringLocalizer<Resources.Compose> localizer)
    {
        var entry = await outbox.FindAsync(context.GetAccountSession().Account.Id, id, context.RequestAborted);
        return DraftJson.Answer(new { Entry = entry is null ? null : new ComposeTexts(localizer).Entry(entry) });
    }

    /// <summary>Gives the draft back, or null. It is saved first: should the answer get lost, it is among the drafts.</summary>
    private static async Task<IResult> TakeBackAsync(HttpContext context, Guid id, Outbox outbox, MeetingMemory meetings, IStringLocalizer<Resources.Compose> localizer)
    {
        var session = context.GetAccountSession();
        var draft = await outbox.TakeBackAsync(session.Account.Id, id, CancellationToken.None);
        if (draft is null)
            return DraftJson.Answer(new { Draft = draft });
        if (draft.Kind == DraftKind.AnswerToInvitation)
        {
            // No window could write on it: the card has the answers.
            await meetings.ForgetAsync(session.Account.Id, id, CancellationToken.None);
            return DraftJson.Answer(new { IsTakenBack = true });
        }

        try
        {
            draft = draft with { SavedAs = (await (await context.GetDraftsAsync()).SaveAsync(draft, CancellationToken.None)).SavedAs };
        }
        catch (Exception fault) when (fault is DraftFaultException || new ComposeTexts(localizer).WhyNot(fault) is not null)
        {
            // The page has it now, and saves it as soon as that can be done.
        }

        return DraftJson.Answer(new { Draft = draft });
    }

    private static async Task<IResult> SendNowAsync(HttpContext context, Guid id, Outbox outbox) =>
        DraftJson.Answer(new { Sent = await outbox.SendNowAsync(context.GetAccountSession().Account.Id, id, CancellationToken.None) });
}

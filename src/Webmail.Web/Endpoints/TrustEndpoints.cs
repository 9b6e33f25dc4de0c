using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Web.Hosting.Security;
using Webmail.Web.UI.Mail.Reader;
using Webmail.Web.UI.Mail.Reader.Trust;

namespace Webmail.Web.Endpoints;

/// <summary>What the reader asks for about a sender: what is found out on opening, that the person knows them, the way out of a list.</summary>
internal static class TrustEndpoints
{
    private const string Route = "/message/{token}/{uidValidity}/{uid}";

    /// <summary>Senders that one person says they know. Each is a click by hand.</summary>
    private const int MaxKnown = 1_000;

    public static void MapTrust(this IEndpointRouteBuilder app)
    {
        app.MapGet(Route + "/trust", LearnAsync);
        app.MapPost(Route + "/known", KnowAsync).RequireAntiforgery();
        app.MapPost(Route + "/unsubscribe", UnsubscribeAsync).RequireAntiforgery();
    }

    /// <summary>The parts of the page that change by what was found out; nothing if nothing does, or it can't be found out now.</summary>
    private static async Task<IResult> LearnAsync(HttpContext context, string token, uint uidValidity, uint uid, SettingsStore store, MessageTrust trust, TimeProvider time)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store";
        if (MessageRequest.Read(context, token, uidValidity, uid) is not { } request)
            return Results.NoContent();
        try
        {
            var message = await request.ReadAsync(context);
            var settings = await store.GetAsync(request.Session.Account.Id, context.RequestAborted);
            if (await trust.LearnAsync(context, request, message.Details, settings) is not { } model)
                return Results.NoContent();
            var shown = new MessageModel(request.Key, request.Account, message, false, false, MessageDates.For(context, settings, time), request.Session.Account.UserName) { Trust = model };
            return new RazorComponentResult<TrustParts>(new Dictionary<string, object?> { [nameof(TrustParts.Model)] = shown }) { PreventStreamingRendering = true };
        }
        catch (MessageUnreadableException)
        {
            // The page goes on saying what it knew; the next time the message is opened it asks again.
            return Results.NoContent();
        }
    }

    /// <summary>The person knows the author: nothing is said about their address any more, in every browser.</summary>
    private static async Task<IResult> KnowAsync(HttpContext context, string token, uint uidValidity, uint uid, SettingsStore store, IStringLocalizer<Resources.Mail> texts)
    {
        if (MessageRequest.Read(context, token, uidValidity, uid) is not { } request)
            return Results.NotFound();
        try
        {
            if ((await request.ReadAsync(context)).Details.From is [{ Address.Length: > 0 } author, ..])
            {
                var address = author.Address.ToLowerInvariant();
                await store.ChangeAsync(
                    request.Session.Account.Id,
                    settings => settings.KnownSenders.Contains(address) || settings.KnownSenders.Count >= MaxKnown ? settings : settings with { KnownSenders = [.. settings.KnownSenders, address] },
                    context.RequestAborted);
            }

            return Results.NoContent();
        }
        catch (MessageUnreadableException fault)
        {
            return MessageEndpoints.Words(context, texts, fault);
        }
    }

    private static async Task<IResult> UnsubscribeAsync(
        HttpContext context, string token, uint uidValidity, uint uid, SettingsStore store, MessageTrust trust, Unsubscription unsubscription, IStringLocalizer<Resources.Trust> texts)
    {
        if (MessageRequest.Read(context, token, uidValidity, uid) is not { } request)
            return Results.NotFound();
        try
        {
            var message = await request.ReadAsync(context);
            var settings = await store.GetAsync(request.Session.Account.Id, context.RequestAborted);
            // What is offered is decided anew: whatever a browser sends, it can only say yes.
            var model = await trust.OfAsync(context, request, message.Details, settings);
            if (model is not { Unsubscribe: { } way, Details.Evidence.Unsubscribe: { } offer } || way.Kind == UnsubscribeWay.Page)
                return Results.BadRequest();
            return DraftJson.Answer(await unsubscription.RunAsync(context, request, way, offer));
        }
        catch (MessageUnreadableException fault)
        {
            return DraftJson.Answer(new UnsubscribeAnswer(null, texts[fault.Failure == MessageFailure.Gone ? "Unsubscribe_Gone" : "Unsubscribe_ServerAway"]));
        }
    }
}

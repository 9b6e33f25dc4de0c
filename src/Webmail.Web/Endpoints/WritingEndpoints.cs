using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Smtp;
using Webmail.Engine.Submission.Uploads;
using Webmail.Web.Hosting.Security;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Endpoints;

/// <summary>What the composer has to know of the person and of the server for submission, and the templates.</summary>
internal static class WritingEndpoints
{
    // Who attaches a file waits for it; a server that is slower says itself what it does not take.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // A name, a subject, and a text at its largest in a form that escapes much of it.
    private const long MaxBody = 1_000_000;

    public static void MapWriting(this IEndpointRouteBuilder app)
    {
        app.MapGet("/compose/account", AccountAsync);
        app.MapGet("/compose/offers", OffersAsync);
        app.MapGet("/compose/templates/{id:guid}", TemplateAsync);
        app.MapPost("/compose/templates", KeepTemplateAsync).RequireAntiforgery();
    }

    private static async Task<IResult> AccountAsync(HttpContext context, SettingsStore store, UploadStore uploads)
    {
        var drafts = await context.GetDraftsAsync();
        var settings = await store.GetAsync(context.GetAccountSession().Account.Id, context.RequestAborted);
        return DraftJson.Answer(new
        {
            Identities = drafts.Identities.Select(identity => new { From = identity.ToField(), identity.Name, identity.Address, identity.SignatureHtml, identity.SignatureText }),
            settings.SignaturePlace,
            settings.WritesPlainText,
            settings.AsksForReceipt,
            Templates = settings.Templates.Select(template => new { template.Id, template.Name }),
            MaxFile = uploads.MaxOctets,
        });
    }

    private static async Task<IResult> OffersAsync(HttpContext context, SubmissionServers servers)
    {
        SubmissionOffers? offers = null;
        try
        {
            offers = await servers.AskAsync(context.GetAccountSession().Account, context.RequestAborted).WaitAsync(Patience, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            // Not known yet: the page asks again with the next composer.
        }

        return DraftJson.Answer(new { IsKnown = offers is not null, offers?.MaxOctets, ReportsDelivery = offers?.ReportsDelivery ?? false });
    }

    private static async Task<IResult> TemplateAsync(HttpContext context, Guid id, SettingsStore store)
    {
        var settings = await store.GetAsync(context.GetAccountSession().Account.Id, context.RequestAborted);
        return settings.Templates.FirstOrDefault(template => template.Id == id) is { } found ? DraftJson.Answer(found) : Results.NotFound();
    }

    private static async Task<IResult> KeepTemplateAsync(HttpContext context, SettingsStore store, IStringLocalizer<Resources.Compose> localizer)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBody;
        if (context.Request.ContentLength > MaxBody)
            return DraftJson.Answer(new { Reason = localizer[$"TemplateFault_{TemplateFault.TooLarge}"].Value });
        if (await DraftJson.ReadAsync<MessageTemplate>(context) is not { Name: not null, Subject: not null, Html: not null } typed)
            return Results.BadRequest();
        TemplateFault? fault = null;
        var template = typed with { Id = Guid.NewGuid() };
        await store.ChangeAsync(
            context.GetAccountSession().Account.Id,
            settings =>
            {
                fault = TemplateRules.Put(template, settings.Templates, out var kept);
                return settings with { Templates = kept };
            },
            CancellationToken.None);
        return fault is null
            ? DraftJson.Answer(new { Template = new { template.Id, Name = template.Name.Trim() } })
            : DraftJson.Answer(new { Reason = localizer[$"TemplateFault_{fault}", TemplateRules.MaxTemplates].Value });
    }
}

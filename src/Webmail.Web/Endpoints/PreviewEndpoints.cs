using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Attachments;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Web.Hosting;
using Webmail.Web.Hosting.Configuration;
using Webmail.Web.Hosting.Security;
using Webmail.Web.UI.Mail.Reader.Previews;

namespace Webmail.Web.Endpoints;

/// <summary>What the page shows of attachments. Nothing that could run is given out under a type of its own.</summary>
internal static class PreviewEndpoints
{
    private const string Message = "/preview/{token}/{uidValidity}/{uid}";

    private const string Route = Message + "/{section}";

    /// <summary>Files of one message that are looked into before anybody opens them: each costs a fetch.</summary>
    private const int MostLookedInto = 20;

    public static void MapPreviews(this IEndpointRouteBuilder app)
    {
        app.MapGet(Message + "/signs", SignsAsync);
        app.MapGet(Route, ShowAsync);
        app.MapMethods(Route + "/content", ["GET", "HEAD"], ContentAsync);
        app.MapGet("/" + PreviewPath.Pages, Pages);
    }

    private static Task<IResult> ShowAsync(HttpContext context, string token, uint uidValidity, uint uid, string section, IStringLocalizer<Resources.Mail> texts) =>
        AttachmentEndpoints.AnswerAsync(context, token, uidValidity, uid, texts, (request, message) =>
            Find(message, section) is var (part, file) ? ReadAsync(context, request, part, file) : null);

    private static async Task<IResult> ReadAsync(HttpContext context, MessageRequest request, PartNode part, AttachmentInfo file)
    {
        var preview = await MessageRequest.OrWhyNotAsync(() => request.Session.Previews.ReadAsync(request.Key, part, file, context.RequestAborted));
        return new RazorComponentResult<AttachmentPreview>(new Dictionary<string, object?>
        {
            [nameof(AttachmentPreview.Preview)] = preview,
            [nameof(AttachmentPreview.Download)] = MessagePath.Attachment(request.Key, request.Account, file),
            [nameof(AttachmentPreview.Content)] = PreviewPath.Content(request.Key, request.Account, file.Section),
        })
        { PreventStreamingRendering = true };
    }

    /// <summary>What the contents of a message's files give away that their names do not; asked for when the message is shown already.</summary>
    private static async Task<IResult> SignsAsync(HttpContext context, string token, uint uidValidity, uint uid, IStringLocalizer<Resources.Previews> texts)
    {
        if (MessageRequest.Read(context, token, uidValidity, uid, canBeWithin: true) is not { } request)
            return Results.NoContent();
        try
        {
            var message = await request.ReadAsync(context);
            var signs = new List<object>();
            foreach (var file in message.Details.Attachments.Take(MostLookedInto))
            {
                if (message.Structure.Find(file.Section) is not { } part || FileSuspicion.OfName(part.FileName, file) is var byName && byName >= AttachmentWarning.Program)
                    continue;
                var (_, warning) = await MessageRequest.OrWhyNotAsync(() => request.Session.Previews.LookAsync(request.Key, part, file, ConnectionRole.Background, context.RequestAborted));
                if (warning > byName && warning != AttachmentWarning.WebPage)
                    signs.Add(new { file.Section, Text = texts[$"Short_{warning}"].Value });
            }
            return DraftJson.Answer(new { Signs = signs });
        }
        catch (MessageUnreadableException)
        {
            // It has left in the meantime: nobody waits for this, and the reader says it where somebody does.
            return Results.NoContent();
        }
    }

    private static Task<IResult> ContentAsync(HttpContext context, string token, uint uidValidity, uint uid, string section, IStringLocalizer<Resources.Mail> texts) =>
        AttachmentEndpoints.AnswerAsync(context, token, uidValidity, uid, texts, (request, message) =>
            Find(message, section) is var (part, file) ? ServeAsync(context, request, part, file) : null);

    private static async Task<IResult> ServeAsync(HttpContext context, MessageRequest request, PartNode part, AttachmentInfo file)
    {
        // What an earlier look found is not trusted to an address: the type goes by the content each time.
        var (content, warning) = await MessageRequest.OrWhyNotAsync(() => request.Session.Previews.LookAsync(request.Key, part, file, ConnectionRole.Interactive, context.RequestAborted));
        var kind = warning >= AttachmentWarning.Program ? PreviewKind.None : PreviewKinds.Of(file, content);
        return PreviewKinds.ServedType(kind, content) is { } mediaType
            ? new FileAnswer(request, part.Section, mediaType, file.Name, cancellation => request.Session.Attachments.OpenAsync(request.Key, part, cancellation))
            : Results.NotFound();
    }

    /// <summary>The frame for pages: a document of no origin with one script of ours; see docs/adr/0018.</summary>
    private static IResult Pages(HttpContext context, HostingOptions hosting, PageAssets assets)
    {
        var nonce = SecurityHeaders.Nonce(context);
        context.Response.Headers.ContentSecurityPolicy = MessagePolicy.Pages(nonce, hosting.FrameAncestors);
        context.Response.Headers.CacheControl = "private, no-store";
        var style = context.Request.PathBase.Add("/" + assets["css/pages.css"]);
        var script = context.Request.PathBase.Add("/" + assets["lib/pdf/pages.js"]);
        return Results.Content(
            $"<!doctype html><html><head><meta charset=\"utf-8\"><title></title><link rel=\"stylesheet\" nonce=\"{nonce}\" href=\"{style}\"></head><body><main id=\"pages\"></main><script nonce=\"{nonce}\" src=\"{script}\"></script></body></html>",
            "text/html; charset=utf-8");
    }

    private static (PartNode Part, AttachmentInfo File)? Find(ReadMessage message, string section) =>
        message.FindAttachment(section) is { } file && message.Structure.Find(section) is { } part ? (part, file) : null;
}

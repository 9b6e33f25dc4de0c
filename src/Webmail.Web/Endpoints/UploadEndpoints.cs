using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using Webmail.Engine.Submission.Uploads;
using Webmail.Web.Hosting.Security;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Endpoints;

/// <summary>Files of drafts: taken as they come, never whole in memory, and shown again where the text has a picture.</summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        app.MapPost("/upload", TakeAsync).RequireAntiforgery();
        app.MapDelete("/upload", Forget).RequireAntiforgery();
        app.MapGet("/upload", Show);
    }

    private static async Task<IResult> TakeAsync(HttpContext context, Guid draft, string name, UploadStore uploads, IStringLocalizer<Resources.Compose> localizer)
    {
        // The store has its own limit; the server's is meant for forms.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var texts = new ComposeTexts(localizer);
        try
        {
            return DraftJson.Answer(await uploads.TakeAsync(
                context.GetAccountSession().Account.Id, draft, FileName(name), MediaType(context.Request.ContentType),
                context.Request.ContentLength, context.Request.Body, context.RequestAborted));
        }
        catch (UploadTooLargeException tooLarge)
        {
            return DraftJson.Answer(new { Reason = texts.TooLarge(tooLarge.MaxOctets) });
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The disk is full, or cannot be written.
            return DraftJson.Answer(new { Reason = texts.UploadFailed });
        }
    }

    /// <summary>Without a path; what else is in it is for the message's composer to write safely.</summary>
    private static string FileName(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..] is { Length: > 0 } bare ? bare : "file";

    private static string MediaType(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed) && parsed.MediaType.HasValue ? parsed.MediaType.Value.ToLowerInvariant() : "application/octet-stream";

    private static IResult Forget(HttpContext context, string source, UploadStore uploads)
    {
        uploads.Remove(context.GetAccountSession().Account.Id, source);
        return Results.NoContent();
    }

    /// <summary>A picture of the text. What it is, the browser sees by its first bytes; anything but a picture shows as nothing.</summary>
    private static IResult Show(HttpContext context, string source, UploadStore uploads)
    {
        try
        {
            var file = uploads.Open(context.GetAccountSession().Account.Id, source);
            context.Response.Headers.ContentSecurityPolicy = MessagePolicy.File;
            return Results.Stream(file, PictureType.Of(file), fileDownloadName: "picture");
        }
        catch (FileNotFoundException)
        {
            return Results.NotFound();
        }
    }
}

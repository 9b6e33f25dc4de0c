using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;
using Webmail.Web.Hosting.Configuration;
using Webmail.Web.Hosting.Security;
using Webmail.Web.UI.Mail.Reader;
using Webmail.Web.UI.Mail.Reader.Links;

namespace Webmail.Web.Endpoints;

/// <summary>What the reader asks for over HTTP: a message's fragment, the document of its frame, its source, the page to print.</summary>
internal static class MessageEndpoints
{
    private const string Route = "/message/{token}/{uidValidity}/{uid}";

    /// <summary>Maps the addresses of <see cref="MessagePath"/>.</summary>
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Route, ShowAsync);
        app.MapGet(Route + "/body", BodyAsync);
        app.MapGet(Route + "/print", PrintAsync);
        app.MapGet(Route + "/source", SourceAsync);
        app.MapGet(Route + "/link", MarkedLinkAsync);
        app.MapRemoteConsent(Route);
        app.MapPictures();
        app.MapAttachments();
        app.MapPreviews();
        app.MapReceipts();
        app.MapTrust();
        app.MapInvitations();
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, string token, uint uidValidity, uint uid, string? theme, SettingsStore store, MessageTrust trust, TimeProvider time)
    {
        // Dates in it say "today"; it comes from memory in a moment, so it is not worth being kept.
        // In these words, because the form token asks for them.
        context.Response.Headers.CacheControl = "no-cache, no-store";
        if (MessageRequest.Read(context, token, uidValidity, uid, canBeWithin: true) is not { } request)
            return Unreadable(context, MessageFailure.Gone);
        try
        {
            var message = await request.ReadAsync(context);
            var settings = await store.GetAsync(request.Session.Account.Id, context.RequestAborted);
            // Of a message within a message anybody can have written the header: nothing is believed of it.
            var isWithin = request.Key.Within.Length > 0;
            var judged = isWithin ? null : await trust.OfAsync(context, request, message.Details, settings);
            var receipt = judged is { IsAlarm: true } ? null : await ReceiptEndpoints.OfferAsync(context, request, message.Details, judged, settings);
            return Component<MessageArticle>(new()
            {
                [nameof(MessageArticle.Model)] = new MessageModel(
                    request.Key, request.Account, message, !isWithin && judged is not { IsAlarm: true } && message.Rendered.RemoteContentCount > 0 && RemoteConsent.IsGiven(settings, message.Details), theme == "dark",
                    MessageDates.For(context, settings, time), request.Session.Account.UserName)
                {
                    Receipt = receipt,
                    Trust = judged,
                    Calendars = isWithin ? null : await InvitationEndpoints.LookAsync(context, request, message, MessageDates.For(context, settings, time), judged is { IsAlarm: true }),
                    Charset = context.Request.Query["charset"].ToString() is { Length: > 0 } chosen ? CharacterSet.Find(chosen)?.Name ?? "auto" : null,
                    TextSize = settings.MailTextSize,
                    DarkensHtml = settings.DarkensMail,
                    KeepsTrackingParameters = !settings.StripsTrackingParameters,
                },
            });
        }
        catch (MessageUnreadableException fault)
        {
            return Unreadable(context, fault.Failure);
        }
    }

    private static async Task<IResult> BodyAsync(
        HttpContext context, string token, uint uidValidity, uint uid, string? theme, string? remote, string? size, string? view, string? links, HostingOptions hosting, IStringLocalizer<Resources.Mail> texts)
    {
        if (MessageRequest.Read(context, token, uidValidity, uid, canBeWithin: true) is not { } request)
            return Words(context, texts, new MessageUnreadableException(MessageFailure.Gone));
        try
        {
            var message = await request.ReadAsync(context);
            var allowRemote = remote == "1";
            var rendered = message.Render(new RenderChoice
            {
                Pictures = allowRemote ? PictureTickets.For(context, request) : null,
                AsArticle = view == "article" && message.Rendered.HasHtml,
                KeepsTrackingParameters = links == "1",
            });
            context.Response.Headers.ContentSecurityPolicy = MessagePolicy.Body(hosting.FrameAncestors, allowRemote ? MessagePolicy.PictureSource(context.Request) : null);
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            context.Response.Headers["X-DNS-Prefetch-Control"] = "off";
            MessagePolicy.Keep(context);
            return Results.Content(
                FrameDocument.Write(rendered, new FrameLook(theme == "dark", texts["Reader_BlockedImage"], texts["Reader_ShowQuote"], TextSize(size)) { LeadsTo = texts["Reader_LeadsTo"] }), "text/html; charset=utf-8");
        }
        catch (MessageUnreadableException fault)
        {
            return Words(context, texts, fault);
        }
    }

    private static int TextSize(string? size) =>
        int.TryParse(size, CultureInfo.InvariantCulture, out var chosen) && FrameLook.TextSizes.Contains(chosen) ? chosen : 100;

    private static async Task<IResult> PrintAsync(
        HttpContext context, string token, uint uidValidity, uint uid, string? remote, SettingsStore store, TimeProvider time, IStringLocalizer<Resources.Mail> texts)
    {
        if (MessageRequest.Read(context, token, uidValidity, uid, canBeWithin: true) is not { } request)
            return Words(context, texts, new MessageUnreadableException(MessageFailure.Gone));
        try
        {
            var message = await request.ReadAsync(context);
            var settings = await store.GetAsync(request.Session.Account.Id, context.RequestAborted);
            var allowRemote = remote == "1";
            context.Response.Headers.ContentSecurityPolicy = MessagePolicy.Print(SecurityHeaders.Nonce(context), allowRemote ? MessagePolicy.PictureSource(context.Request) : null);
            context.Response.Headers.CacheControl = "private, no-store";
            return Component<PrintPage>(new()
            {
                [nameof(PrintPage.Message)] = message,
                [nameof(PrintPage.Rendered)] = message.Render(new RenderChoice
                {
                    Pictures = allowRemote ? PictureTickets.For(context, request) : null,
                    KeepsTrackingParameters = !settings.StripsTrackingParameters,
                }),
                [nameof(PrintPage.Dates)] = MessageDates.For(context, settings, time),
                [nameof(PrintPage.Nonce)] = SecurityHeaders.Nonce(context),
                [nameof(PrintPage.Look)] = new FrameLook(false, texts["Reader_BlockedImage"], texts["Reader_ShowQuote"]) { LeadsTo = texts["Reader_LeadsTo"] },
            });
        }
        catch (MessageUnreadableException fault)
        {
            return Words(context, texts, fault);
        }
    }

    /// <summary>
    /// What stands between a marked link and its target. The address names a link of the person's own message and not where it leads, so that nobody can send others
    /// somewhere by it (docs/adr/0024).
    /// </summary>
    private static async Task<IResult> MarkedLinkAsync(
        HttpContext context, string token, uint uidValidity, uint uid, string? m, SettingsStore store, IStringLocalizer<Resources.Mail> texts)
    {
        if (m is null || MessageRequest.Read(context, token, uidValidity, uid, canBeWithin: true) is not { } request)
            return Results.NotFound();
        try
        {
            if (!(await request.ReadAsync(context)).Rendered.MarkedLinks.TryGetValue(m, out var link))
                return Results.NotFound();
            var settings = await store.GetAsync(request.Session.Account.Id, context.RequestAborted);
            return Component<MarkedLinkPage>(new() { [nameof(MarkedLinkPage.Link)] = link, [nameof(MarkedLinkPage.KeepsTracking)] = !settings.StripsTrackingParameters });
        }
        catch (MessageUnreadableException fault)
        {
            return Words(context, texts, fault);
        }
    }

    private static async Task<IResult> SourceAsync(
        HttpContext context, string token, uint uidValidity, uint uid, string? download, IStringLocalizer<Resources.Mail> texts)
    {
        if (MessageRequest.Read(context, token, uidValidity, uid, canBeWithin: true) is not { } request)
            return Words(context, texts, new MessageUnreadableException(MessageFailure.Gone));
        var name = "message";
        try
        {
            var subject = AttachmentName.Clean((await request.ReadAsync(context)).Details.Subject.Replace('/', '-').Replace('\\', '-'));
            name = subject.Length > 0 ? subject : name;
        }
        catch (MessageUnreadableException fault)
        {
            return Words(context, texts, fault);
        }
        return Download.Stream(
            download == "1" ? "message/rfc822" : "text/plain; charset=utf-8", download == "1" ? name + ".eml" : null,
            (target, token) => request.Session.Reader.CopySourceAsync(request.Key, target, token));
    }

    /// <summary>What a frame, a new tab or a download shows in place of a message.</summary>
    internal static IResult Words(HttpContext context, IStringLocalizer<Resources.Mail> texts, MessageUnreadableException fault)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentSecurityPolicy = MessagePolicy.File;
        return Results.Text($"{texts[$"Reader_{fault.Failure}_Title"]}\n\n{texts[$"Reader_{fault.Failure}_Text"]}\n", "text/plain; charset=utf-8", statusCode: fault.StatusCode);
    }

    /// <summary>
    /// A piece of the page that says what happened: no error of HTTP, which browsers write into their consoles. Nothing, if nobody asked yet.
    /// </summary>
    private static IResult Unreadable(HttpContext context, MessageFailure failure) => MessageRequest.IsAhead(context)
        ? Results.NoContent()
        : Component<UnreadableMessage>(new() { [nameof(UnreadableMessage.Failure)] = failure });

    private static RazorComponentResult<T> Component<T>(Dictionary<string, object?> parameters)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        new(parameters) { PreventStreamingRendering = true };
}

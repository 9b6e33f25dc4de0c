using Microsoft.Extensions.Localization;
using Webmail.Engine.Reading;

namespace Webmail.Web.Endpoints;

/// <summary>Attachments, streamed from the mail server: one, or all as one file.</summary>
internal static class AttachmentEndpoints
{
    private const string Route = "/attachment/{token}/{uidValidity}/{uid}";

    public static void MapAttachments(this IEndpointRouteBuilder app)
    {
        app.MapMethods(Route + "/{section}/{name}", ["GET", "HEAD"], OneAsync);
        app.MapGet(Route + "/all.zip", AllAsync);
    }

    /// <summary>The name in the address is for the browser's eye; the one that counts is the message's own.</summary>
    private static Task<IResult> OneAsync(
        HttpContext context, string token, uint uidValidity, uint uid, string section, IStringLocalizer<Resources.Mail> texts) =>
        AnswerAsync(context, token, uidValidity, uid, texts, (request, message) =>
            // Pictures inside a text are no attachments; the editor shows them from here.
            (message.FindAttachment(section) is not null ? message.Structure.Find(section) : BodyPlan.For(message.Structure).Embedded.FirstOrDefault(one => one.Section == section)) is { } part
                ? FileAsync(context, request, part)
                : null);

    private static async Task<IResult> FileAsync(HttpContext context, MessageRequest request, PartNode part)
    {
        var files = request.Session.Attachments;
        var (mediaType, name) = (Download.SafeType(part.MediaType), AttachmentName.Of(part));
        // Without a length it comes at once; whoever wants a piece of it waits until it is measured.
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Range.Count == 0
            && await MessageRequest.OrWhyNotAsync(() => files.IsSlowToMeasureAsync(request.Key, part, context.RequestAborted)))
        {
            FileAnswer.SayResumable(context, request.Key, part.Section);
            return Download.Stream(mediaType, name, (target, cancellation) => request.Session.Reader.CopyAttachmentAsync(request.Key, part, target, cancellation));
        }
        return new FileAnswer(request, part.Section, mediaType, name, cancellation => files.OpenAsync(request.Key, part, cancellation));
    }

    private static Task<IResult> AllAsync(HttpContext context, string token, uint uidValidity, uint uid, IStringLocalizer<Resources.Mail> texts) =>
        AnswerAsync(context, token, uidValidity, uid, texts, (request, message) =>
        {
            if (message.Details.Attachments.IsEmpty)
                return null;
            var subject = AttachmentName.Clean(message.Details.Subject.Replace('/', '-').Replace('\\', '-'));
            return Task.FromResult<IResult>(Download.Stream(
                "application/zip", (subject.Length > 0 ? subject : texts["Reader_ArchiveName"].Value) + ".zip",
                (target, cancellation) => request.Session.Reader.CopyAllAttachmentsAsync(request.Key, message, target, cancellation)));
        });

    /// <summary>Asks about a message that an address names; says what happened if it can't be had.</summary>
    internal static async Task<IResult> AnswerAsync(
        HttpContext context, string token, uint uidValidity, uint uid, IStringLocalizer<Resources.Mail> texts, Func<MessageRequest, ReadMessage, Task<IResult>?> answer)
    {
        try
        {
            if (MessageRequest.Read(context, token, uidValidity, uid, canBeWithin: true) is { } request && answer(request, await request.ReadAsync(context)) is { } result)
                return await result;
            return MessageEndpoints.Words(context, texts, new MessageUnreadableException(MessageFailure.Gone));
        }
        catch (MessageUnreadableException fault)
        {
            return MessageEndpoints.Words(context, texts, fault);
        }
    }
}

using Microsoft.Extensions.Localization;
using Webmail.Engine.Reading;

namespace Webmail.Web.Endpoints;

/// <summary>Attachments, streamed from the mail server: one, or all as one file.</summary>
internal static class AttachmentEndpoints
{
    private const string Route = "/attachment/{token}/{uidValidity}/{uid}";

    public static void MapAttachments(this IEndpointRouteBuilder app)
    {
        app.MapGet(Route + "/{section}/{name}", OneAsync);
        app.MapGet(Route + "/all.zip", AllAsync);
    }

    /// <summary>The name in the address is for the browser's eye; the one that counts is the message's own.</summary>
    private static Task<IResult> OneAsync(
        HttpContext context, string token, uint uidValidity, uint uid, string section, IStringLocalizer<Resources.Mail> texts) =>
        AnswerAsync(context, token, uidValidity, uid, texts, (request, message) =>
            // Pictures inside a text are no attachments; the editor shows them from here.
            (message.FindAttachment(section) is not null ? message.Structure.Find(section) : BodyPlan.For(message.Structure).Embedded.FirstOrDefault(one => one.Section == section)) is { } part
                ? Download.Stream(
                    Download.SafeType(part.MediaType), AttachmentName.Of(part),
                    (target, cancellation) => request.Session.Reader.CopyAttachmentAsync(request.Key, part, target, cancellation))
                : null);

    private static Task<IResult> AllAsync(HttpContext context, string token, uint uidValidity, uint uid, IStringLocalizer<Resources.Mail> texts) =>
        AnswerAsync(context, token, uidValidity, uid, texts, (request, message) =>
        {
            if (message.Details.Attachments.IsEmpty)
                return null;
            var subject = AttachmentName.Clean(message.Details.Subject.Replace('/', '-').Replace('\\', '-'));
            return Download.Stream(
                "application/zip", (subject.Length > 0 ? subject : texts["Reader_ArchiveName"].Value) + ".zip",
                (target, cancellation) => request.Session.Reader.CopyAllAttachmentsAsync(request.Key, message, target, cancellation));
        });

    private static async Task<IResult> AnswerAsync(
        HttpContext context, string token, uint uidValidity, uint uid, IStringLocalizer<Resources.Mail> texts, Func<MessageRequest, ReadMessage, IResult?> answer)
    {
        try
        {
            if (MessageRequest.Read(context, token, uidValidity, uid) is { } request && answer(request, await request.ReadAsync(context)) is { } result)
                return result;
            return MessageEndpoints.Words(context, texts, new MessageUnreadableException(MessageFailure.Gone));
        }
        catch (MessageUnreadableException fault)
        {
            return MessageEndpoints.Words(context, texts, fault);
        }
    }
}

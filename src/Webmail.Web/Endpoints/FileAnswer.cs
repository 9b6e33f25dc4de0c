using System.Globalization;
using Microsoft.Net.Http.Headers;
using Webmail.Engine.Attachments;
using Webmail.Engine.Reading;

namespace Webmail.Web.Endpoints;

/// <summary>
/// An attachment of which a browser may ask for a part (RFC 9110 14), so that a download goes on where it broke off and a film can be
/// wound on. What a UID names never changes, so its section makes a strong validator.
/// </summary>
internal sealed class FileAnswer(MessageRequest request, string section, string mediaType, string name, Func<CancellationToken, Task<AttachmentStream>> open) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Download.DeliverAsync(httpContext, async () =>
    {
        var stream = await open(httpContext.RequestAborted);
        if (httpContext.Request.GetTypedHeaders().Range is { Ranges: { Count: 1 } ranges } && ranges.First() is { From: not null, To: { } last })
            stream.WantedEnd = last + 1;
        httpContext.Response.Headers.ContentSecurityPolicy = MessagePolicy.File;
        MessagePolicy.Keep(httpContext);
        await Results.Stream(stream, mediaType, name, entityTag: Tag(request.Key, section), enableRangeProcessing: true).ExecuteAsync(httpContext);
    });

    /// <summary>For an answer that has no length: whoever loses it may ask for the rest.</summary>
    public static void SayResumable(HttpContext context, MessageKey key, string section)
    {
        context.Response.Headers.AcceptRanges = "bytes";
        context.Response.Headers.ETag = Tag(key, section).ToString();
    }

    private static EntityTagHeaderValue Tag(MessageKey key, string section) => new(string.Create(CultureInfo.InvariantCulture, $"\"{key.UidValidity}.{key.Uid}.{section}\""));
}

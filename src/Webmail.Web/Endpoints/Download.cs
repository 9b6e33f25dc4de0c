using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Webmail.Web.Endpoints;

/// <summary>A file that is written while it comes from the mail server. Its length is not known before, so none is said.</summary>
internal sealed partial class Download : IResult
{
    private readonly string mediaType;
    private readonly string? name;
    private readonly Func<Stream, CancellationToken, Task> write;

    private Download(string mediaType, string? name, Func<Stream, CancellationToken, Task> write) =>
        (this.mediaType, this.name, this.write) = (mediaType, name, write);

    /// <summary>A file with a name is saved; one without is shown as the text it is.</summary>
    public static Download Stream(string mediaType, string? name, Func<Stream, CancellationToken, Task> write) => new(mediaType, name, write);

    /// <summary>
    /// The sender's type, unless a browser might run what has it: documents with scripts are called octets. A type that is
    /// not of the form of RFC 6838 4.2 is, too.
    /// </summary>
    public static string SafeType(string mediaType) =>
        MediaType().IsMatch(mediaType) && !ActiveType().IsMatch(mediaType) ? mediaType : "application/octet-stream";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = mediaType;
        response.Headers.ContentSecurityPolicy = MessagePolicy.File;
        MessagePolicy.Keep(httpContext);
        if (name is not null)
        {
            // RFC 6266: the name in UTF-8, and one in ASCII for those who don't read it.
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(name);
            response.Headers.ContentDisposition = disposition.ToString();
        }
        await DeliverAsync(httpContext, () => write(response.Body, httpContext.RequestAborted));
    }

    /// <summary>Runs what answers with a file, and says as well as can be said then that it failed: by a status while nothing has gone out, else by cutting the connection.</summary>
    public static async Task DeliverAsync(HttpContext context, Func<Task> deliver)
    {
        var response = context.Response;
        try
        {
            await MessageRequest.OrWhyNotAsync(async () =>
            {
                await deliver();
                return true;
            });
        }
        catch (MessageUnreadableException fault) when (!response.HasStarted)
        {
            response.Clear();
            response.StatusCode = fault.StatusCode;
        }
        catch (Exception fault) when (fault is MessageUnreadableException or OperationCanceledException)
        {
            // A cut connection is the one way to say that half a file is not a whole one.
            context.Abort();
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}\z")]
    private static partial Regex MediaType();

    [GeneratedRegex(@"html|xml|svg|script|x-shockwave|multipart|message/|x-mixed|flash|xslt|wasm")]
    private static partial Regex ActiveType();
}

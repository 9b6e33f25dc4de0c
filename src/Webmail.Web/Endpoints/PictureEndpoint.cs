using Microsoft.AspNetCore.Diagnostics;
using Webmail.Engine.Accounts;
using Webmail.Engine.Remote;
using Webmail.Engine.Storage;

namespace Webmail.Web.Endpoints;

/// <summary>Pictures from elsewhere, once a person has agreed: fetched by the program, so that their senders never meet the person's browser.</summary>
internal static class PictureEndpoint
{
    /// <summary>Maps <see cref="PictureTickets.Path"/>, which asks for no cookie, since its address says who asks.</summary>
    public static void MapPictures(this IEndpointRouteBuilder app) => app.MapGet(PictureTickets.Path, ShowAsync).AllowAnonymous();

    private static async Task<IResult> ShowAsync(HttpContext context, string? p, PictureTickets tickets, AccountSessions sessions, SignedOutSessions signedOut, RemotePictures pictures)
    {
        context.Response.Headers.ContentSecurityPolicy = MessagePolicy.Picture;
        context.Response.Headers.CacheControl = "no-store";
        // Nobody reads a page in the place of a picture, and one answer is as bare as any other.
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        // The frame has no origin, so to this header it is another site; whoever has the address has been given it.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (p is null || tickets.Open(p) is not var (sessionId, picture) || signedOut.Contains(sessionId) || sessions.Find(sessionId) is not { } session)
            return Results.NotFound();
        var octets = await pictures.GetAsync(session.Account.Id, picture, context.RequestAborted);
        // Whatever the sender's server calls it. What is no picture is as if it were not there, and why is not said.
        if (PictureType.OfPicture(octets.Span) is not { } type)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "private, max-age=3600, immutable";
        return Results.Bytes(octets, type);
    }
}

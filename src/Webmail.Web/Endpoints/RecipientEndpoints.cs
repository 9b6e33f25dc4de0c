using System.Security.Cryptography;
using Webmail.Engine.Contacts;
using Webmail.Web.Hosting.Security;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Endpoints;

/// <summary>Completes what is typed into a field of recipients.</summary>
internal static class RecipientEndpoints
{
    /// <summary>
    /// The header with what was typed, percent-encoded: part of an address has no place in an address of a page, which proxies write into
    /// their logs.
    /// </summary>
    public const string TypedHeader = "Webmail-Typed";

    // More than fit under the field: the page leaves out those that stand in it already.
    private const int Most = 20;

    // Nobody types more before looking up.
    private const int LongestTyped = 1000;

    public static void MapRecipients(this IEndpointRouteBuilder app)
    {
        app.MapGet("/compose/recipients", FindAsync);
        app.MapDelete("/compose/recipients/{id:guid}", RemoveAsync).RequireAntiforgery();
    }

    private static async Task<IResult> FindAsync(HttpContext context, Correspondents correspondents)
    {
        var given = context.Request.Headers[TypedHeader].ToString();
        if (given.Length > LongestTyped)
            return Results.BadRequest();
        context.Response.Headers.CacheControl = "no-store";
        var (account, typed) = (context.GetAccountSession().Account.Id, Uri.UnescapeDataString(given));
        try
        {
            // The field was entered: what is typed next must not wait for the database.
            if (typed.Length == 0)
                await correspondents.PrepareAsync(account, context.RequestAborted);
            var found = await correspondents.FindAsync(account, typed, Most, context.RequestAborted);
            return DraftJson.Answer(new { Contacts = found.Select(static contact => new { contact.Id, contact.Name, contact.Address }) });
        }
        catch (CryptographicException)
        {
            // The host has other keys now. One can write without completion; the settings say what can be done.
            return DraftJson.Answer(new { Contacts = Array.Empty<Contact>() });
        }
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, Guid id, Correspondents correspondents) =>
        DraftJson.Answer(new { Removed = await correspondents.RemoveAsync(context.GetAccountSession().Account.Id, id, CancellationToken.None) });
}

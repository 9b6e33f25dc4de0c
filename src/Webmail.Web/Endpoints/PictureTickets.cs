using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Webmail.Web.Endpoints;

/// <summary>
/// The addresses under which the frame of a message shows pictures from elsewhere. The frame has no origin, so its requests carry no cookie: the
/// address itself says, sealed, which picture, for which sign-in, and how long. Nobody can make one, and none says where it leads.
/// </summary>
internal sealed class PictureTickets(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>The path of all of them.</summary>
    public const string Path = "/image";

    /// <summary>A browser keeps the frame's document for one hour, and it may be open for a while then.</summary>
    private static readonly TimeSpan ValidFor = TimeSpan.FromHours(2);

    private readonly IDataProtector protector = protection.CreateProtector("Pictures");

    /// <summary>The address of a picture, as it stands in the document.</summary>
    /// <param name="context">The request for the document: where the program stands.</param>
    /// <param name="sessionId">The sign-in that the address dies with.</param>
    /// <param name="picture">Where the picture is.</param>
    public string Seal(HttpContext context, string sessionId, Uri picture)
    {
        var until = (time.GetUtcNow() + ValidFor).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var ticket = Base64Url.EncodeToString(protector.Protect(Encoding.UTF8.GetBytes($"{until}\n{sessionId}\n{picture.AbsoluteUri}")));
        return $"{context.Request.PathBase}{Path}?p={ticket}";
    }

    /// <summary>What gives the pictures of a message their addresses, once the person has agreed.</summary>
    public static Func<Uri, string> For(HttpContext context, MessageRequest request)
    {
        var tickets = context.RequestServices.GetRequiredService<PictureTickets>();
        return picture => tickets.Seal(context, request.Session.Id, picture);
    }

    /// <summary>Reads what <see cref="Seal"/> made; null if it is another's, or over.</summary>
    public (string SessionId, Uri Picture)? Open(string ticket)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(protector.Unprotect(Base64Url.DecodeFromChars(ticket))).Split('\n', 3);
            return parts is [var until, var session, var picture] && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
                ? (session, new Uri(picture))
                : null;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return null;
        }
    }
}

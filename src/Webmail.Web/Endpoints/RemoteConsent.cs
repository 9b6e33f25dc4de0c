using Microsoft.Extensions.Localization;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;
using Webmail.Engine.Trust;
using Webmail.Web.Hosting.Security;

namespace Webmail.Web.Endpoints;

/// <summary>Whose pictures a person has agreed to: of a sender, or of all senders of a domain and those below it.</summary>
internal static class RemoteConsent
{
    /// <summary>Maps what is posted by "always".</summary>
    public static void MapRemoteConsent(this IEndpointRouteBuilder app, string route) => app.MapPost(route + "/always", AlwaysAsync).RequireAntiforgery();

    /// <summary>True if the author's pictures are shown without asking. Not where there are several authors: which of them it was is anybody's guess.</summary>
    public static bool IsGiven(PersonSettings settings, MessageDetails details) =>
        details.From is [{ Address: var address }]
        && (settings.RemoteImageSenders.Contains(address, StringComparer.OrdinalIgnoreCase)
            || (DomainOf(address) is { } domain && settings.RemoteImageDomains.Any(agreed => domain == agreed || domain.EndsWith("." + agreed, StringComparison.Ordinal))));

    /// <summary>The domain that a person may agree to as a whole; null if the address has none, or shares it with strangers.</summary>
    public static string? DomainOf(string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
        return domain.Length < address.Length && domain.Contains('.', StringComparison.Ordinal) && !SharedDomains.Contains(domain) ? domain : null;
    }

    /// <summary>The author's pictures, or those of the author's domain, are shown from now on, in every browser of the person.</summary>
    private static async Task<IResult> AlwaysAsync(HttpContext context, string token, uint uidValidity, uint uid, string? whose, SettingsStore store, IStringLocalizer<Resources.Mail> texts)
    {
        if (MessageRequest.Read(context, token, uidValidity, uid) is not { } request)
            return Results.NotFound();
        try
        {
            if ((await request.ReadAsync(context)).Details.From is not [{ Address.Length: > 0 } author, ..])
                return Results.NoContent();
            await store.ChangeAsync(request.Session.Account.Id, settings => Agree(settings, author.Address, whose == "domain" ? DomainOf(author.Address) : null), context.RequestAborted);
            return Results.NoContent();
        }
        catch (MessageUnreadableException fault)
        {
            return MessageEndpoints.Words(context, texts, fault);
        }
    }

    private static PersonSettings Agree(PersonSettings settings, string address, string? domain) =>
        domain is not null ? settings with { RemoteImageDomains = With(settings.RemoteImageDomains, domain) }
        : settings with { RemoteImageSenders = With(settings.RemoteImageSenders, address.ToLowerInvariant()) };

    private static IReadOnlyList<string> With(IReadOnlyList<string> known, string added) => known.Contains(added) ? known : [.. known, added];
}

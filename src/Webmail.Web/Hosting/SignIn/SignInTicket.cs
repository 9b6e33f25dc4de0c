using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>
/// What the cookie holds under the seal of Data Protection: whose session it is and, so that a restart signs nobody out, the password.
/// The password is a property of the ticket and never a claim: claims are handed to everything that asks who somebody is.
/// </summary>
internal sealed record SignInTicket(string SessionId, string UserName, string Password)
{
    /// <summary>The claim with the session's id.</summary>
    public const string SessionClaim = "sid";

    private const string PasswordProperty = "password";

    /// <summary>"Stay signed in": 30 days since the last visit.</summary>
    public static readonly TimeSpan PersistentLifetime = TimeSpan.FromDays(30);

    /// <summary>Otherwise the browser forgets the cookie when it is closed, and the ticket runs out by itself where a browser never is.</summary>
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(2);

    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, UserName), new Claim(ClaimTypes.Name, UserName), new Claim(SessionClaim, SessionId)],
        CookieAuthenticationDefaults.AuthenticationScheme));

    public AuthenticationProperties ToProperties(bool persistent, DateTimeOffset now) => new()
    {
        IsPersistent = persistent,
        AllowRefresh = true,
        IssuedUtc = now,
        ExpiresUtc = now + (persistent ? PersistentLifetime : SessionLifetime),
        Items = { [PasswordProperty] = Password },
    };

    public static bool TryRead(ClaimsPrincipal? principal, AuthenticationProperties? properties, [NotNullWhen(true)] out SignInTicket? ticket)
    {
        ticket = principal?.FindFirstValue(SessionClaim) is { } sessionId
            && principal.Identity?.Name is { } userName
            && properties?.Items.TryGetValue(PasswordProperty, out var password) == true && password is not null
                ? new SignInTicket(sessionId, userName, password)
                : null;
        return ticket is not null;
    }

    // A record prints its properties; this one must not.
    public override string ToString() => nameof(SignInTicket);
}

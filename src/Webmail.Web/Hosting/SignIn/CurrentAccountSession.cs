using Webmail.Engine.Accounts;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>The session that the request's cookie proved.</summary>
internal static class CurrentAccountSession
{
    /// <summary>The session of the person who asks; <c>null</c> when nobody is signed in.</summary>
    public static AccountSession? FindAccountSession(this HttpContext context) => context.Features.Get<Proven>()?.Session;

    /// <summary>The session of the person who asks. For endpoints that ask for a sign-in.</summary>
    /// <exception cref="InvalidOperationException">The endpoint lets people in who are not signed in.</exception>
    public static AccountSession GetAccountSession(this HttpContext context) =>
        context.FindAccountSession() ?? throw new InvalidOperationException("Nobody is signed in: the endpoint must require it.");

    internal static void SetAccountSession(this HttpContext context, AccountSession session) => context.Features.Set(new Proven(session));

    private sealed record Proven(AccountSession Session);
}

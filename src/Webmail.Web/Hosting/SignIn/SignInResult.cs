using Webmail.Engine.Accounts;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>How a try of a password ended. A closed set.</summary>
internal abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>The mail server took it.</summary>
    internal sealed record SignedIn(AccountSession Session, string Password) : SignInResult
    {
        // A record prints its properties; this one must not.
        public override string ToString() => nameof(SignedIn);
    }

    /// <summary>It was not taken.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="RetryAfter">When another try makes sense; <c>null</c>: at once.</param>
    internal sealed record Refused(SignInRefusal Reason, TimeSpan? RetryAfter = null) : SignInResult
    {
        /// <summary>
        /// 200 is the form again, with words: a person mistyped, nothing failed, and browsers print each status from 400 on as an error.
        /// 503 is "not now", 429 "not so fast".
        /// </summary>
        public int StatusCode => Reason switch
        {
            SignInRefusal.Incomplete or SignInRefusal.Expired => StatusCodes.Status400BadRequest,
            SignInRefusal.Wrong or SignInRefusal.UnknownDomain => StatusCodes.Status200OK,
            SignInRefusal.Throttled => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
    }
}

using Microsoft.Extensions.Localization;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.UI.SignIn;

/// <summary>Says why nobody was signed in, and nothing about the server's insides.</summary>
internal static class RefusalText
{
    public static string For(SignInResult.Refused refused, IStringLocalizer<Resources.SignIn> texts)
    {
        if (refused.Reason != SignInRefusal.Throttled)
            return texts[$"Failed{refused.Reason}"];
        var seconds = Math.Max(1, (int)Math.Ceiling(refused.RetryAfter.GetValueOrDefault().TotalSeconds));
        return seconds == 1 ? texts["FailedThrottled_One"] : texts["FailedThrottled_Many", seconds];
    }
}

namespace Webmail.Web.Hosting.SignIn;

/// <summary>The addresses around the sign-in.</summary>
internal static class SignInPath
{
    public const string Login = "/login";
    public const string Renew = "/login/renew";
    public const string Logout = "/logout";
    public const string Language = "/language";
    public const string Home = "/mail";

    /// <summary>The sign-in form that leads back to what was asked for.</summary>
    public static string For(HttpRequest request) => Back(request, request.Path + request.QueryString);

    /// <summary>The sign-in form that leads to <paramref name="returnUrl"/>.</summary>
    public static string Back(HttpRequest request, string? returnUrl)
    {
        var local = Local(returnUrl);
        return local == Home ? request.PathBase + Login : $"{request.PathBase}{Login}?returnUrl={Uri.EscapeDataString(local)}";
    }

    /// <summary>
    /// The path to go to after the sign-in, without the path base. Anything that a browser could take for another host
    /// (<c>//host</c>, <c>/\host</c>, a control character it drops) becomes <see cref="Home"/>.
    /// </summary>
    public static string Local(string? returnUrl)
    {
        if (returnUrl is not ['/', ..] || returnUrl is ['/', '/' or '\\', ..] || returnUrl.Any(char.IsControl))
            return Home;
        var path = returnUrl.Split('?', '#')[0];
        return path is "/" or Login or Logout or Renew or Language ? Home : returnUrl;
    }
}

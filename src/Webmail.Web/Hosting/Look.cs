using Webmail.Engine.Storage;

namespace Webmail.Web.Hosting;

/// <summary>
/// What the first byte of a page has to know so that nothing jumps: colours, density, layout. Of a person who is signed in it is in
/// the settings; the cookie tells it to the sign-in form, where nobody is known yet.
/// </summary>
internal sealed record Look(ThemeChoice Theme, Density Density, ReadingPane ReadingPane)
{
    private const string CookieName = "webmail-look";

    public static Look Of(PersonSettings settings) => new(settings.Theme, settings.Density, settings.ReadingPane);

    public static Look Read(HttpRequest request) =>
        request.Cookies[CookieName]?.Split('.') is [var theme, var density, var pane]
        && Enum.TryParse<ThemeChoice>(theme, out var knownTheme) && Enum.IsDefined(knownTheme)
        && Enum.TryParse<Density>(density, out var knownDensity) && Enum.IsDefined(knownDensity)
        && Enum.TryParse<ReadingPane>(pane, out var knownPane) && Enum.IsDefined(knownPane)
            ? new Look(knownTheme, knownDensity, knownPane)
            : Of(new PersonSettings());

    /// <summary>Tells the browser, if it does not know yet.</summary>
    public void Remember(HttpContext context)
    {
        if (Read(context.Request) == this || context.Response.HasStarted)
            return;
        PreferenceCookie.Append(context, CookieName, $"{Theme}.{Density}.{ReadingPane}");
    }

    /// <summary>For <c>data-theme</c>; <c>null</c> leaves it to the device.</summary>
    public string? ThemeName => Theme == ThemeChoice.System ? null : Theme.ToString().ToLowerInvariant();

    /// <summary>For <c>data-density</c>.</summary>
    public string DensityName => Density.ToString().ToLowerInvariant();

    /// <summary>For <c>data-layout</c>.</summary>
    public string LayoutName => ReadingPane.ToString().ToLowerInvariant();
}

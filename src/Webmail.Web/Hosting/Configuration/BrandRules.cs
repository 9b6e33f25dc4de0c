using System.Text.RegularExpressions;

namespace Webmail.Web.Hosting.Configuration;

/// <summary>What the section <c>Brand</c> has to obey: all of it ends up in pages.</summary>
internal static partial class BrandRules
{
    public static IEnumerable<ConfigurationFault> Check(BrandOptions brand)
    {
        if (string.IsNullOrWhiteSpace(brand.Name))
            yield return new("Brand:Name", brand.Name, "a name");

        (string Key, string? Value)[] colours =
            [("PrimaryColor", brand.PrimaryColor), ("PrimaryColorDark", brand.PrimaryColorDark), ("ButtonColor", brand.ButtonColor)];
        foreach (var (key, value) in colours)
        {
            if (value is not null && !Colour().IsMatch(value))
                yield return new($"Brand:{key}", value, "a colour as #RRGGBB");
        }

        (string Key, string? Value)[] links =
            [("SupportUrl", brand.SupportUrl), ("PasswordResetUrl", brand.PasswordResetUrl), ("ImprintUrl", brand.ImprintUrl), ("PrivacyUrl", brand.PrivacyUrl)];
        foreach (var (key, value) in links)
        {
            if (value is not null && !IsLink(value))
                yield return new($"Brand:{key}", value, "an address that starts with https://, http:// or mailto:, or a path that starts with /");
        }

        // The page's Content-Security-Policy lets no image in from another host.
        (string Key, string? Value)[] logos = [("LogoUrl", brand.LogoUrl), ("LogoDarkUrl", brand.LogoDarkUrl)];
        foreach (var (key, value) in logos)
        {
            if (value is not null && !IsLocalPath(value) && !value.StartsWith("data:image/", StringComparison.Ordinal))
                yield return new($"Brand:{key}", value, "a path on this host that starts with /, or a data:image/ address");
        }

        if (brand.FontFamily is { } font && !Font().IsMatch(font))
            yield return new("Brand:FontFamily", font, "one family of letters, digits, spaces and hyphens");
    }

    private static bool IsLink(string value) =>
        IsLocalPath(value) || (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http" or "mailto"));

    private static bool IsLocalPath(string value) =>
        value.StartsWith('/') && !value.StartsWith("//", StringComparison.Ordinal) && !value.Contains('\\', StringComparison.Ordinal);

    [GeneratedRegex(@"^#[0-9A-Fa-f]{6}\z")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^[\p{L}\p{N} -]+\z")]
    private static partial Regex Font();
}

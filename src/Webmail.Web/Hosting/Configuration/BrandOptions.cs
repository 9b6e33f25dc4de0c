namespace Webmail.Web.Hosting.Configuration;

/// <summary>The configuration section <c>Brand</c>: the provider's own name and looks.</summary>
internal sealed class BrandOptions
{
    public const string Section = "Brand";

    /// <summary>What the product is called in titles and at the sign-in.</summary>
    public string Name { get; set; } = "Webmail";

    /// <summary>A logo, 28 pixels high: a path on this host, or a <c>data:image/</c> URL.</summary>
    public string? LogoUrl { get; set; }

    /// <summary>The logo for dark mode; the same one when it is not given.</summary>
    public string? LogoDarkUrl { get; set; }

    /// <summary>Any colour, <c>#RRGGBB</c>. Its hue and chroma are taken, its lightness is not.</summary>
    public string? PrimaryColor { get; set; }

    /// <summary>The colour for dark mode; derived from <see cref="PrimaryColor"/> when it is not given.</summary>
    public string? PrimaryColorDark { get; set; }

    /// <summary>The exact corporate colour, for solid buttons only.</summary>
    public string? ButtonColor { get; set; }

    /// <summary>The first font family; it has to be on the person's device.</summary>
    public string? FontFamily { get; set; }

    /// <summary>Where a person gets help.</summary>
    public string? SupportUrl { get; set; }

    /// <summary>Where a person gets a new password.</summary>
    public string? PasswordResetUrl { get; set; }

    /// <summary>Who runs this (German: Impressum).</summary>
    public string? ImprintUrl { get; set; }

    /// <summary>What happens with personal data.</summary>
    public string? PrivacyUrl { get; set; }
}

namespace Webmail.Engine.Storage;

/// <summary>Which colours the page has.</summary>
public enum ThemeChoice
{
    /// <summary>As the device says.</summary>
    System,

    /// <summary>Always light.</summary>
    Light,

    /// <summary>Always dark.</summary>
    Dark,
}

namespace Webmail.Engine.Storage;

/// <summary>How close rows stand.</summary>
public enum Density
{
    /// <summary>Three lines a row.</summary>
    Comfortable,

    /// <summary>Two lines a row.</summary>
    Compact,
}

namespace Webmail.Web.Hosting.Configuration;

/// <summary>One thing wrong with the configuration, in a line that an administrator can act on.</summary>
/// <param name="Key">The key as the documentation spells it, such as <c>Mail:Imap:Port</c>.</param>
/// <param name="Given">What was given; <c>null</c> when nothing was.</param>
/// <param name="Allowed">What would have been right.</param>
internal sealed record ConfigurationFault(string Key, string? Given, string Allowed)
{
    // A value is quoted by its administrator's own terminal: keep it on the line.
    public override string ToString() =>
        $"{Key}: {(Given is null ? "nothing was given" : $"\"{Given.ReplaceLineEndings(" ")}\" was given")}. Allowed: {Allowed}.";
}

namespace Webmail.Engine.Sieve;

/// <summary>A script as it was before it was replaced.</summary>
/// <param name="Version">The hash of its text; see <see cref="StoredScript.Version"/>.</param>
/// <param name="ReplacedAt">When it was replaced last.</param>
public sealed record ScriptVersion(string Version, DateTimeOffset ReplacedAt);

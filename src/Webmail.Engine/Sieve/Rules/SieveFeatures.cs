using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>What a server's Sieve can do (RFC 5804 1.7).</summary>
/// <param name="Extensions">The extensions by name; case matters.</param>
/// <param name="NotifyMethods">The schemes that notify takes, in lower case.</param>
/// <param name="MaxRedirects">How many redirects one message may cause; null: not told.</param>
public sealed record SieveFeatures(ImmutableHashSet<string> Extensions, ImmutableHashSet<string> NotifyMethods, int? MaxRedirects)
{
    /// <summary>Whether an extension is offered.</summary>
    public bool Has(string extension) => Extensions.Contains(extension) || (extension == "spamtest" && Extensions.Contains("spamtestplus"));
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Sieve;

/// <summary>The script of an account as it was read from the server.</summary>
/// <param name="Name">Its name; the name that a new one gets where there is none.</param>
/// <param name="Text">Its text; empty if there is none.</param>
/// <param name="State">Whether the server runs it.</param>
/// <param name="Others">The names of all other scripts.</param>
/// <param name="Features">What the server's Sieve can do.</param>
public sealed record StoredScript(string Name, string Text, StoredScriptState State, ImmutableArray<string> Others, SieveFeatures Features)
{
    /// <summary>A hash of the octets; the same for the same script. For a script that is not there, that of none.</summary>
    public string Version => VersionOf(Text);

    /// <summary>The hash of a text.</summary>
    public static string VersionOf(string text) => Convert.ToHexString(SHA256.HashData(SieveText.Encode(text)));
}

using System.Collections.Immutable;
using System.Globalization;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>What a server says of itself (RFC 5804 1.7).</summary>
/// <param name="Mechanisms">SASL mechanisms.</param>
/// <param name="Features">What its Sieve can do.</param>
/// <param name="StartTls">It offers STARTTLS.</param>
/// <param name="CanCheck">It has CHECKSCRIPT, RENAMESCRIPT and NOOP (VERSION).</param>
internal sealed record ManageSieveCapabilities(ImmutableArray<string> Mechanisms, SieveFeatures Features, bool StartTls, bool CanCheck)
{
    public static ManageSieveCapabilities Of(ManageSieveReply reply)
    {
        var told = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in reply.Lines)
        {
            if (line.Items is [{ IsString: true } name, .. var rest])
                told[name.Text] = rest is [var value, ..] ? value.Text : "";
        }

        var redirects = int.TryParse(told.GetValueOrDefault("MAXREDIRECTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : (int?)null;
        return new ManageSieveCapabilities(
            [.. Words("SASL")], new SieveFeatures([.. Words("SIEVE")], [.. Words("NOTIFY").Select(word => word.ToLowerInvariant())], redirects),
            told.ContainsKey("STARTTLS"), told.ContainsKey("VERSION"));

        string[] Words(string name) => told.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}

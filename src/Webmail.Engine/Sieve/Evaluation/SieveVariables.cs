using System.Text;
using System.Text.RegularExpressions;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>Variables of a run (RFC 5229) and the flags of a message (RFC 5232). For one run.</summary>
/// <param name="isOn">Whether the script requires variables; else a string is what it is.</param>
internal sealed partial class SieveVariables(bool isOn)
{
    // RFC 5229 6: at least 4,000 octets; more would let a loop of rules fill the memory.
    private const int MaxLength = 16_000;
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string> matched = [];

    /// <summary>What the last match stood for (RFC 5229 3.2), the whole first.</summary>
    public void Match(IReadOnlyList<string> found) => matched = isOn ? found : [];

    /// <summary>Whether matches have to be kept.</summary>
    public bool IsOn => isOn;

    public void Set(string name, string value) => values[name] = value.Length > MaxLength ? value[..MaxLength] : value;

    public string Get(string name) => values.GetValueOrDefault(name, "");

    /// <summary>A string with its variables replaced; unknown ones by nothing, what is no variable by itself (RFC 5229 3).</summary>
    public string Expand(string text)
    {
        if (!isOn || !text.Contains("${", StringComparison.Ordinal))
            return text;
        var expanded = Reference().Replace(text, reference => reference.Groups[1] is { Success: true } number
            ? int.TryParse(number.Value, out var index) && index < matched.Count ? matched[index] : ""
            : Get(reference.Groups[2].Value));
        return expanded.Length > MaxLength ? expanded[..MaxLength] : expanded;
    }

    /// <summary>Applies a modifier of set (RFC 5229 4.1).</summary>
    /// <returns>Null: it is not known.</returns>
    public static string? Modify(string modifier, string value) => modifier switch
    {
        "lower" => value.ToLowerInvariant(),
        "upper" => value.ToUpperInvariant(),
        "lowerfirst" => value.Length == 0 ? "" : char.ToLowerInvariant(value[0]) + value[1..],
        "upperfirst" => value.Length == 0 ? "" : char.ToUpperInvariant(value[0]) + value[1..],
        "quotewildcard" => Rules.Wildcards.Escape(value),
        "length" => value.EnumerateRunes().Count().ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The precedence of a modifier: greater ones go first.</summary>
    public static int Precedence(string modifier) => modifier switch
    {
        "lower" or "upper" => 40,
        "lowerfirst" or "upperfirst" => 30,
        "quotewildcard" => 20,
        _ => 10,
    };

    [GeneratedRegex(@"\$\{(?:([0-9]{1,9})|([A-Za-z_][A-Za-z0-9_]{0,31}))\}")]
    private static partial Regex Reference();
}

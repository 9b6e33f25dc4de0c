namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>A list of flags in a text with blanks between them, as variables hold it (RFC 5232 2).</summary>
internal static class FlagList
{
    /// <summary>The flags, each once, whatever their case.</summary>
    public static List<string> Read(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Changes a list by a command.</summary>
    public static string Change(string command, string before, IEnumerable<string> flags) => string.Join(' ', command switch
    {
        "setflag" => Read(flags),
        "addflag" => Read(flags.Prepend(before)),
        _ => Read([before]).Except(Read(flags), StringComparer.OrdinalIgnoreCase),
    });
}

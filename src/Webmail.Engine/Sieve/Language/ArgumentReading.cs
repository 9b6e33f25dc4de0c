namespace Webmail.Engine.Sieve.Language;

/// <summary>The arguments of a command or test, sorted by their tags (RFC 5228 2.6.2: in any order, before the others).</summary>
internal sealed class ArgumentReading
{
    private readonly HashSet<string> tags = [];
    private readonly Dictionary<string, SieveArgument> values = [];
    private readonly List<SieveArgument> positional = [];

    private ArgumentReading()
    {
    }

    /// <summary>The arguments without tags.</summary>
    public IReadOnlyList<SieveArgument> Positional => positional;

    /// <summary>Sorts arguments; null if there is a tag that is not listed, one without its value, or one that comes twice.</summary>
    /// <param name="arguments">As they were written.</param>
    /// <param name="plain">Tags that stand alone, separated by blanks.</param>
    /// <param name="valued">Tags with a value behind them, separated by blanks.</param>
    public static ArgumentReading? Of(IReadOnlyList<SieveArgument> arguments, string plain, string valued)
    {
        var reading = new ArgumentReading();
        var (plainTags, valuedTags) = (plain.Split(' '), valued.Split(' '));
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is not SieveArgument.Tag tag)
                reading.positional.Add(arguments[i]);
            else if (plainTags.Contains(tag.Name) && reading.tags.Add(tag.Name))
                continue;
            else if (valuedTags.Contains(tag.Name) && ++i < arguments.Count && arguments[i] is not SieveArgument.Tag && reading.values.TryAdd(tag.Name, arguments[i]))
                continue;
            else
                return null;
        }

        return reading;
    }

    public bool Has(string tag) => tags.Contains(tag) || values.ContainsKey(tag);

    /// <summary>The value of a tag that is one string; null if the tag is not there or has another value.</summary>
    public string? Text(string tag) => values.GetValueOrDefault(tag) is SieveArgument.Strings { Values: [var text] } ? text : null;

    public SieveArgument.Strings? List(string tag) => values.GetValueOrDefault(tag) as SieveArgument.Strings;

    public long? Number(string tag) => (values.GetValueOrDefault(tag) as SieveArgument.Number)?.Value;

    /// <summary>The strings of an argument without a tag; null if there is none at this place, or it is a number.</summary>
    public SieveArgument.Strings? Strings(int index) => positional.ElementAtOrDefault(index) as SieveArgument.Strings;
}

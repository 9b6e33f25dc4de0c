using Webmail.Fuzzing.Targets;

namespace Webmail.Fuzzing;

/// <summary>A part of the program that reads what strangers wrote, and what must hold whatever that is.</summary>
internal abstract class FuzzTarget
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new SanitiserTarget(), new RendererTarget(), new SearchTarget(), new HeaderTarget(), new SieveTarget(), new AuthenticationTarget(), new CalendarTarget(),
    ];

    /// <summary>By which scripts and folders know it.</summary>
    public abstract string Name { get; }

    /// <summary>Tries one input.</summary>
    /// <exception cref="PropertyBrokenException">Something does not hold; any other exception is a fault as well.</exception>
    public abstract void Check(byte[] input);

    /// <summary>The target of a name; null if there is none.</summary>
    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);

    /// <summary>Says that something does not hold.</summary>
    /// <param name="fault">What; null: all is well.</param>
    /// <param name="where">On which way it was seen.</param>
    protected static void Demand(string? fault, string where)
    {
        if (fault is not null)
            throw new PropertyBrokenException($"{where}: {fault}");
    }

    /// <summary>Demands that two texts are the same, and shows where they part.</summary>
    protected static void DemandSame(string expected, string actual, string where)
    {
        if (string.Equals(expected, actual, StringComparison.Ordinal))
            return;
        var at = expected.AsSpan().CommonPrefixLength(actual);
        Demand($"at {at}: …{Excerpt(expected, at)}… and …{Excerpt(actual, at)}…", where);
    }

    private static string Excerpt(string text, int at) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 100)];
}

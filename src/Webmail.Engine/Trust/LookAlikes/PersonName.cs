using System.Collections.Frozen;

namespace Webmail.Engine.Trust.LookAlikes;

/// <summary>Names of people, for comparison.</summary>
internal static class PersonName
{
    /// <summary>Characters of a name that is one word: shorter ones are shared by too many.</summary>
    private const int ShortestSingleName = 8;

    /// <summary>What stands beside a name and is none.</summary>
    private static readonly FrozenSet<string> Titles = FrozenSet.Create(StringComparer.Ordinal, "dipl", "dr", "frau", "herr", "ing", "mag", "mba", "mr", "mrs", "ms", "phd", "prof");

    /// <summary>
    /// The words of a name in one order, whichever comes first: <c>Hoffmann, Petra</c> is <c>Petra Hoffmann</c>, and so is <c>Dr. Petra A. Hoffmann</c>.
    /// Null if it is too little to mean somebody.
    /// </summary>
    public static string? Key(string name)
    {
        if (name.Contains('@', StringComparison.Ordinal))
            return null;
        var words = Skeleton.Of(name).Split([' ', ',', '.', '"', '\'', '’', '(', ')', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        var meant = words.Where(static word => word.Length > 1 && !Titles.Contains(word)).ToArray();
        // "X. Y." is all there is of some names.
        if (meant.Length < 2)
            meant = words;
        return meant.Length > 1 || (meant.Length == 1 && meant[0].Length >= ShortestSingleName) ? string.Join(' ', meant.Order(StringComparer.Ordinal)) : null;
    }
}

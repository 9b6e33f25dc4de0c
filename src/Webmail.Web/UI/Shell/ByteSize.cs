using System.Globalization;

namespace Webmail.Web.UI.Shell;

/// <summary>Octets as a person reads them: 1024 to the next unit, one decimal below ten, in the current culture.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Such as <c>6.2 GB</c>.</summary>
    public static string Format(long octets) => $"{Number(octets, octets)} {Units[Unit(octets)]}";

    /// <summary>The number alone, in the unit that <paramref name="like"/> is shown in.</summary>
    public static string Number(long octets, long like)
    {
        var value = octets / Math.Pow(1024, Unit(like));
        return value.ToString(value < 10 && Unit(like) > 1 ? "0.#" : "0", CultureInfo.CurrentCulture);
    }

    private static int Unit(long octets)
    {
        var unit = 0;
        for (double rest = octets; rest >= 1000 && unit < Units.Length - 1; rest /= 1024) unit++;
        return unit;
    }
}

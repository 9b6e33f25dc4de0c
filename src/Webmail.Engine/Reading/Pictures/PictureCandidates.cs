using System.Globalization;

namespace Webmail.Engine.Reading.Pictures;

/// <summary>Chooses one picture of a <c>srcset</c> (HTML 4.8.4.2.2): the program fetches one, and no browser has a say in which.</summary>
internal static class PictureCandidates
{
    /// <summary>Pixels of width that are enough for a message on any screen: twice the column of 700.</summary>
    private const double EnoughWidth = 1400;

    /// <summary>Screens of telephones have three device pixels to one; two look the same.</summary>
    private const double EnoughDensity = 2;

    /// <summary>The address of the sharpest picture that is not more than enough; null if there is none.</summary>
    public static string? Best(string? srcset)
    {
        if (srcset is null)
            return null;
        (string Address, double Sharpness)? best = null;
        foreach (var (address, descriptor) in Candidates(srcset))
        {
            var isWidth = descriptor.EndsWith('w');
            var value = descriptor.Length == 0 ? 1 : double.TryParse(descriptor.TrimEnd('w', 'x'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
            // In parts of what is enough, so that one measure holds for both; beyond it, the smaller one is the better one.
            var sharpness = value / (isWidth ? EnoughWidth : EnoughDensity);
            if (sharpness > 1)
                sharpness = 1 / sharpness;
            if (value > 0 && (best is null || sharpness > best.Value.Sharpness))
                best = (address, sharpness);
        }
        return best?.Address;
    }

    private static IEnumerable<(string Address, string Descriptor)> Candidates(string srcset)
    {
        for (var at = 0; at < srcset.Length;)
        {
            while (at < srcset.Length && (char.IsWhiteSpace(srcset[at]) || srcset[at] == ','))
                at++;
            var start = at;
            while (at < srcset.Length && !char.IsWhiteSpace(srcset[at]))
                at++;
            var address = srcset[start..at];
            // A comma at the end belongs to the list, one within to the address.
            if (address.EndsWith(','))
            {
                yield return (address.TrimEnd(','), "");
                continue;
            }
            var end = srcset.IndexOf(',', at);
            end = end < 0 ? srcset.Length : end;
            if (address.Length > 0)
                yield return (address, srcset[at..end].Trim());
            at = end;
        }
    }
}

using System.Globalization;

namespace Webmail.Engine.Trust;

/// <summary>Domain names as they stand in mail, for comparison and for the eye.</summary>
public static class DomainName
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>The domain of an address; empty if it has none.</summary>
    public static string Of(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address[(address.LastIndexOf('@') is var at && at >= 0 ? at + 1 : address.Length)..];
    }

    /// <summary>The form of the wire, in lower case, without a final dot: <c>xn--mller-kva.example</c>. What is no domain stays as it is.</summary>
    public static string Ascii(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var trimmed = domain.Trim().TrimEnd('.');
        if (System.Text.Ascii.IsValid(trimmed))
            return trimmed.ToLowerInvariant();
        try
        {
            // Dots of other scripts are dots of the wire now.
            return Idn.GetAscii(trimmed).ToLowerInvariant().TrimEnd('.');
        }
        catch (ArgumentException)
        {
            return trimmed.ToLowerInvariant();
        }
    }

    /// <summary>The form for the eye: <c>müller.example</c>. What can't be read as one stays as it is.</summary>
    public static string Unicode(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var trimmed = domain.Trim().TrimEnd('.').ToLowerInvariant();
        if (!trimmed.Contains("xn--", StringComparison.Ordinal))
            return trimmed;
        try
        {
            return Idn.GetUnicode(trimmed);
        }
        catch (ArgumentException)
        {
            return trimmed;
        }
    }

    /// <summary>Whether two domains belong to one house: what somebody registered is the same (<see cref="SiteName"/>).</summary>
    public static bool AreOneSite(string left, string right) => Ascii(left) is { Length: > 0 } domain && SiteName.Of(domain) == SiteName.Of(Ascii(right));

    /// <summary>Whether a domain is another one or lies below it. A single label is nobody's: <c>example</c> is above half of the world.</summary>
    public static bool IsWithin(string domain, string above)
    {
        ArgumentNullException.ThrowIfNull(above);
        var (lower, upper) = (Ascii(domain), Ascii(above));
        return lower.Length > 0 && (lower == upper || (upper.Contains('.', StringComparison.Ordinal) && lower.EndsWith('.' + upper, StringComparison.Ordinal)));
    }
}

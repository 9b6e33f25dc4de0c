using System.Globalization;
using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading.Links;

/// <summary>Where a link really leads, in words that need no language.</summary>
/// <param name="Title">The address for the pointer that rests on the link; a host of other letters in both spellings.</param>
/// <param name="Warning">The host that is shown beside the link, because its text or its letters say another one; null if nothing is wrong.</param>
internal sealed partial record LinkTarget(string Title, string? Warning)
{
    /// <summary>Why there is a warning.</summary>
    public LinkDeceit Deceit { get; private init; }

    /// <summary>The host that the text names; null if it names none.</summary>
    public string? Named { get; private init; }

    /// <summary>Characters of an address that a person reads.</summary>
    private const int MaxTitle = 240;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>Looks at a link.</summary>
    /// <param name="href">The address, as <see cref="SafeLink"/> made it.</param>
    /// <param name="text">The link's text.</param>
    public static LinkTarget Of(string href, string text)
    {
        if (!Uri.TryCreate(href, UriKind.Absolute, out var uri))
            return new LinkTarget(Short(href), null);
        var named = NamedHost.In(text);
        if (uri.Scheme is not ("http" or "https"))
            return new LinkTarget(Short(href), OtherMailbox(uri, named)) { Deceit = OtherMailbox(uri, named) is null ? LinkDeceit.None : LinkDeceit.OtherMailbox, Named = named };
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost.TrimEnd('.');
        var unicode = Unicode(host);
        var shown = unicode == host ? host : $"{host} ({unicode})";
        var title = Short($"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : ":" + uri.Port.ToString(CultureInfo.InvariantCulture))}{uri.PathAndQuery}{uri.Fragment}");
        if (unicode != host)
            title += $" ({unicode})";
        var deceit = named is not null && !SiteName.Covers(named, host) ? LinkDeceit.OtherSite
            // What stands before an @ is no host, and is there to be taken for one.
            : uri.UserInfo.Length > 0 ? LinkDeceit.NameBefore
            : IsLookAlike(unicode) ? LinkDeceit.LookAlike
            : uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 ? LinkDeceit.Numbers
            : LinkDeceit.None;
        return new LinkTarget(title, deceit == LinkDeceit.None ? null : shown) { Deceit = deceit, Named = named };
    }

    private static string? OtherMailbox(Uri uri, string? named) =>
        uri.Scheme == "mailto" && uri.Host.Length > 0 && named is not null && !SiteName.Covers(named, uri.IdnHost) ? uri.IdnHost : null;

    private static string Unicode(string host)
    {
        try
        {
            return host.Contains("xn--", StringComparison.Ordinal) ? Idn.GetUnicode(host) : host;
        }
        catch (ArgumentException)
        {
            // Punycode of nothing: the encoded form is all there is.
            return host;
        }
    }

    /// <summary>
    /// True if a label may be taken for another: letters of two alphabets, letters of another alphabet that all look Latin, or Latin ones with
    /// marks that only look like dirt. German, French, Polish and whole Cyrillic or Greek words are none of these.
    /// </summary>
    private static bool IsLookAlike(string unicode) => unicode.Split('.').Any(static label =>
        !label.All(char.IsAscii) && ((HasLatin().IsMatch(label) && HasOther().IsMatch(label)) || LooksLatin().IsMatch(label) || OddLatin().IsMatch(label)));

    private static string Short(string address) => address.Length <= MaxTitle ? address : string.Concat(address.AsSpan(0, MaxTitle - 1), "…");

    [GeneratedRegex(@"[a-zA-Z\u00c0-\u024f]")]
    private static partial Regex HasLatin();

    [GeneratedRegex(@"[\u0370-\u058f\u10a0-\u10ff\u13a0-\u13ff]")]
    private static partial Regex HasOther();

    // Cyrillic, Greek and Armenian letters that are drawn as Latin ones are, with digits and hyphens: nothing else in the label.
    [GeneratedRegex(@"\A[0-9\-асԁеҽһіјӏԛорѕԝхуүοαρνικυгпԍցօսոհ]+\z")]
    private static partial Regex LooksLatin();

    [GeneratedRegex(@"[\u0180-\u02af\u1e00-\u1eff\u0131\u2c60-\u2c7f\ua720-\ua7ff\uff21-\uff5a]")]
    private static partial Regex OddLatin();
}

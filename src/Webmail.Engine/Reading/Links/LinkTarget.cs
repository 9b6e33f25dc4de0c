using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Webmail.Engine.Trust;

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
        if (uri.Scheme is not ("http" or "https"))
        {
            var mailbox = NamedHost.In(text);
            return new LinkTarget(Short(href), OtherMailbox(uri, mailbox)) { Deceit = OtherMailbox(uri, mailbox) is null ? LinkDeceit.None : LinkDeceit.OtherMailbox, Named = mailbox };
        }

        var end = Redirector.Resolve(uri);
        var host = Host(end);
        var named = NamedHost.In(text, one => SiteName.Covers(one, host));
        var unicode = Unicode(host);
        var deceit = named is not null && !SiteName.Covers(named, host) && !Tells(text, named, uri, host) ? LinkDeceit.OtherSite
            // What stands before an @ is no host, and is there to be taken for one.
            : end.UserInfo.Length > 0 || uri.UserInfo.Length > 0 ? LinkDeceit.NameBefore
            : IsLookAlike(unicode) ? LinkDeceit.LookAlike
            : IPAddress.TryParse(host.Trim('[', ']'), out _) ? LinkDeceit.Numbers
            : LinkDeceit.None;
        var title = ReferenceEquals(end, uri) ? Readable(uri) : $"{Readable(uri)} → {Readable(end)}";
        return new LinkTarget(title, deceit == LinkDeceit.None ? null : Shown(host)) { Deceit = deceit, Named = named };
    }

    /// <summary>A text that is an address with its target in it, as it stands in mail without HTML, hides nothing.</summary>
    private static bool Tells(string text, string named, Uri uri, string host) =>
        SiteName.Covers(named, Host(uri)) && (text.Contains(host, StringComparison.OrdinalIgnoreCase) || (uri.AbsolutePath.Length > 1 && text.Contains(uri.AbsolutePath, StringComparison.OrdinalIgnoreCase)));

    private static string Host(Uri uri) => uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost.TrimEnd('.');

    private static string Shown(string host) => Unicode(host) is var unicode && unicode == host ? host : $"{host} ({unicode})";

    private static string Readable(Uri uri)
    {
        var (host, port) = (Host(uri), uri.IsDefaultPort ? "" : ":" + uri.Port.ToString(CultureInfo.InvariantCulture));
        var title = Short($"{uri.Scheme}://{host}{port}{uri.PathAndQuery}{uri.Fragment}");
        return Unicode(host) is var unicode && unicode == host ? title : $"{title} ({unicode})";
    }

    private static string? OtherMailbox(Uri uri, string? named)
    {
        if (uri.Scheme != "mailto" || named is null)
            return null;
        // RFC 6068 2: the recipient may stand among the fields.
        var host = uri.Host.Length > 0 ? uri.IdnHost : Uri.UnescapeDataString(ToField().Match(uri.Query).Groups[1].Value);
        return host.Length > 0 && !SiteName.Covers(named, host.ToLowerInvariant()) ? host : null;
    }

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
    private static bool IsLookAlike(string unicode) => unicode.Split('.').Any(label =>
        !label.All(char.IsAscii) && ((HasLatin().IsMatch(label) && HasOther().IsMatch(label)) || LooksLatin().IsMatch(label) || OddLatin().IsMatch(IsVietnamese(unicode) ? OfVietnamese().Replace(label, "") : label)));

    /// <summary>There such letters are those of the language.</summary>
    private static bool IsVietnamese(string unicode) => unicode.EndsWith(".vn", StringComparison.Ordinal);

    private static string Short(string address) => address.Length <= MaxTitle ? address : string.Concat(address.AsSpan(0, MaxTitle - 1), "…");

    [GeneratedRegex(@"[a-zA-Z\u00c0-\u024f]")]
    private static partial Regex HasLatin();

    [GeneratedRegex(@"[\u0370-\u058f\u10a0-\u10ff\u13a0-\u13ff]")]
    private static partial Regex HasOther();

    // Cyrillic, Greek and Armenian letters that are drawn as Latin ones are, with digits and hyphens: nothing else in the label.
    [GeneratedRegex(@"\A[0-9\-асԁеҽһіјӏԛорѕԝхуүοαρνικυгпԍցօսոհ]+\z")]
    private static partial Regex LooksLatin();

    [GeneratedRegex(@"[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")]
    private static partial Regex OfVietnamese();

    [GeneratedRegex(@"[?&]to=[^&,]*(?:@|%40)([^&,@%]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToField();

    [GeneratedRegex(@"[\u0180-\u02af\u1e00-\u1eff\u0131\u2c60-\u2c7f\ua720-\ua7ff\uff21-\uff5a]")]
    private static partial Regex OddLatin();
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Webmail.Engine.Trust;

namespace Webmail.Engine.Reading.Links;

/// <summary>A link that may be taken for another one: whoever follows it is told first where it leads.</summary>
/// <param name="Address">Where it leads, absolute and normalised, as the sender wrote it.</param>
/// <param name="Deceit">Why it is marked.</param>
/// <param name="Named">The host that its text names; null if it names none.</param>
/// <param name="Host">The host where it leads; one of other letters in both spellings.</param>
public sealed record MarkedLink(string Address, LinkDeceit Deceit, string? Named, string Host)
{
    /// <summary>Octets of <see cref="Name"/>: of the links of one message no two meet by chance.</summary>
    private const int NameOctets = 12;

    /// <summary>Tells it from the other links of its message, whatever else of that is shown. Of letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string Name => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Address}\n{Named}")).AsSpan(0, NameOctets));

    /// <summary>Where to go.</summary>
    /// <param name="keepsTracking">Whether the parameters stay that tell who followed it.</param>
    public string Target(bool keepsTracking) => keepsTracking ? Address : TrackingParameters.Strip(Address);

    /// <summary>
    /// The address where it ends, in three pieces to be read, of which the middle one is who has it: the part of the host that somebody registered, or the domain of a
    /// mailbox. Hosts are in ASCII, and what stands before an <c>@</c> is left out: it would be read as the host.
    /// </summary>
    public (string Before, string Site, string After) Read(bool keepsTracking)
    {
        var uri = Redirector.Resolve(new Uri(Target(keepsTracking)));
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost.TrimEnd('.');
        var site = SiteName.Of(host);
        var begin = uri.Scheme is "http" or "https" ? uri.Scheme + "://" : uri.Host.Length > 0 ? $"{uri.Scheme}:{uri.UserInfo}@" : $"{uri.Scheme}:";
        var port = uri.IsDefaultPort || uri.Port < 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{uri.Port}");
        return (begin + host[..^site.Length], site, port + uri.PathAndQuery + uri.Fragment);
    }
}

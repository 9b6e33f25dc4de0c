namespace Webmail.Web.Hosting.Configuration;

/// <summary>The configuration section <c>Remote</c>: what the program may fetch from elsewhere on a person's behalf.</summary>
internal sealed class RemoteOptions
{
    public const string Section = "Remote";

    /// <summary>
    /// Networks (CIDR) or addresses that are reached, at any port, although they are not public: of a host whose own newsletters show pictures
    /// from an inner server. None by default.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];
}

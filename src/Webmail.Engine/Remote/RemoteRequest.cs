namespace Webmail.Engine.Remote;

/// <summary>Something to ask of a server that a stranger named.</summary>
/// <param name="Address">The whole address; http or https, without user name and password.</param>
public sealed record RemoteRequest(Uri Address)
{
    /// <summary>GET, or POST for what is told. Only a GET is led on by a redirect.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>What is told by a POST.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The media type of <see cref="Content"/>.</summary>
    public string ContentType { get; init; } = "application/x-www-form-urlencoded";

    /// <summary>The media types that are wanted.</summary>
    public string Accept { get; init; } = "*/*";

    /// <summary>Octets of the answer, decompressed.</summary>
    public int MaxOctets { get; init; } = 64 * 1024;

    /// <summary>For all of it: names, connections, redirects and content.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Redirects that are followed, each through the guard. Mail's chains of counters are up to four long.</summary>
    public int MaxRedirects { get; init; } = 5;
}

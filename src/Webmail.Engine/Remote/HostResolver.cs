using System.Net;

namespace Webmail.Engine.Remote;

/// <summary>Looks up the addresses of a host name. Tests put their own in place of the system's.</summary>
/// <exception cref="System.Net.Sockets.SocketException">There is no such name, or nobody answers for it.</exception>
public delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

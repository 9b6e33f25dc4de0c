namespace Webmail.Engine.Remote;

/// <summary>Whether something is fetched, and if not, why: for tests and documentation. Nobody outside is told more than "not had".</summary>
internal enum RemoteVerdict
{
    /// <summary>It is.</summary>
    Fetched,

    /// <summary>Neither http nor https.</summary>
    Scheme,

    /// <summary>A user name or password in the address.</summary>
    Credentials,

    /// <summary>Neither 80 nor 443.</summary>
    Port,

    /// <summary>The name leads nowhere.</summary>
    Name,

    /// <summary>The name, or the address that stands in its place, leads to something that is not public.</summary>
    Address,
}

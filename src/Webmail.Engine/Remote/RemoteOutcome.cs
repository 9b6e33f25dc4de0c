namespace Webmail.Engine.Remote;

/// <summary>What came of a request. All but <see cref="Answered"/> look the same from outside and take their time in the same steps.</summary>
public enum RemoteOutcome
{
    /// <summary>A server answered, with whatever status.</summary>
    Answered,

    /// <summary>The address is none that is fetched from; no connection was made.</summary>
    Refused,

    /// <summary>No connection, no TLS, or an answer that is none.</summary>
    Unreachable,

    /// <summary>It took longer than allowed.</summary>
    TooSlow,

    /// <summary>It has more octets than allowed.</summary>
    TooLarge,

    /// <summary>It led on and on.</summary>
    TooManyRedirects,
}

namespace Webmail.Web.Hosting.SignIn;

/// <summary>Why nobody was signed in, as the form tells it.</summary>
internal enum SignInRefusal
{
    /// <summary>A field was left empty.</summary>
    Incomplete,

    /// <summary>The form's token had run out.</summary>
    Expired,

    /// <summary>User name or password is not right; which of them is told to nobody.</summary>
    Wrong,

    /// <summary>No mail server is configured for the domain.</summary>
    UnknownDomain,

    /// <summary>Too many failures in the last minute.</summary>
    Throttled,

    /// <summary>The mail server does not answer.</summary>
    Unreachable,

    /// <summary>The mail server's certificate is not trusted.</summary>
    Certificate,

    /// <summary>The mail server does not offer the encryption that is configured.</summary>
    Encryption,

    /// <summary>The account has as many connections as the mail server allows.</summary>
    TooManyConnections,

    /// <summary>The mail server refuses this account for a reason of its own.</summary>
    Refused,
}

namespace Webmail.Web.UI.Shell;

/// <summary>Where a change of the mailbox came from, as far as it can be told.</summary>
public enum ChangeOrigin
{
    /// <summary>This sign-in.</summary>
    Here,

    /// <summary>Another program of the same person.</summary>
    AnotherDevice,

    /// <summary>A delivery.</summary>
    Incoming,
}

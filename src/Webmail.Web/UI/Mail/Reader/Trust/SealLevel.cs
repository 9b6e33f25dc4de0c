namespace Webmail.Web.UI.Mail.Reader.Trust;

/// <summary>What the badge beside a sender says.</summary>
public enum SealLevel
{
    /// <summary>Nothing: there is no badge.</summary>
    None,

    /// <summary>Who wrote it is proved.</summary>
    Proven,

    /// <summary>It is not, as with many messages.</summary>
    Unproven,

    /// <summary>It passes for somebody else's.</summary>
    Failed,
}

namespace Webmail.Web.Endpoints;

/// <summary>Why a message is not shown, as far as a person can do something about it.</summary>
public enum MessageFailure
{
    /// <summary>It was removed or moved elsewhere.</summary>
    Gone,

    /// <summary>It is attached to another one and too large to be taken apart here.</summary>
    TooLarge,

    /// <summary>The mail server does not answer, or refuses.</summary>
    ServerAway,
}

namespace Webmail.Engine.Submission;

/// <summary>Why all mail can't be forwarded to an address.</summary>
public enum ForwardingFault
{
    /// <summary>None was named, or several.</summary>
    NotOne,

    /// <summary>It is no address, or has a name beside it.</summary>
    NotAnAddress,

    /// <summary>It is one of the person's own: mail would go in a circle.</summary>
    Own,
}

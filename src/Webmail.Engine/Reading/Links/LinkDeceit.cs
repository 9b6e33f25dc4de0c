namespace Webmail.Engine.Reading.Links;

/// <summary>By what a link may be taken for another one.</summary>
public enum LinkDeceit
{
    /// <summary>By nothing.</summary>
    None,

    /// <summary>Its text names another site than the one that it leads to.</summary>
    OtherSite,

    /// <summary>Its text names another domain than the one that the message would go to.</summary>
    OtherMailbox,

    /// <summary>Before an <c>@</c> in it stands what is no host, and is there to be taken for one (RFC 3986 7.6).</summary>
    NameBefore,

    /// <summary>Its host has letters that look like others (Unicode TR 39).</summary>
    LookAlike,

    /// <summary>It leads to an address of numbers.</summary>
    Numbers,
}

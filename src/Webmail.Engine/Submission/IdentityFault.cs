namespace Webmail.Engine.Submission;

/// <summary>Why an identity cannot be kept.</summary>
public enum IdentityFault
{
    /// <summary>It is not an address.</summary>
    AddressInvalid,

    /// <summary>The host lets people write from the account's own address only.</summary>
    AddressNotAllowed,

    /// <summary>The name holds a line break or another control character.</summary>
    NameInvalid,

    /// <summary>Reply-To is not one address.</summary>
    ReplyToInvalid,

    /// <summary>There is one of that name and address.</summary>
    Known,

    /// <summary>There are as many as can be.</summary>
    TooMany,

    /// <summary>A signature is too large.</summary>
    SignatureTooLarge,
}

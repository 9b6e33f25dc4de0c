namespace Webmail.Engine.Filtering;

/// <summary>What messages may have in common, in the order in which it is proposed.</summary>
public enum ProposalKind
{
    /// <summary>They come by one mailing list (RFC 2919).</summary>
    List,

    /// <summary>They are from one sender.</summary>
    Sender,

    /// <summary>They go to one address: that of a list.</summary>
    Recipient,

    /// <summary>Their subjects have the same words.</summary>
    Subject,
}

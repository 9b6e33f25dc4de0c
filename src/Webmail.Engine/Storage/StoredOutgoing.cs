using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Storage;

/// <summary>An outgoing message: what the worker has to see is plain, what is a person's is sealed.</summary>
internal sealed class StoredOutgoing
{
    public required Guid Id { get; init; }

    // As for settings.
    [MaxLength(600)]
    public required string AccountId { get; init; }

    /// <summary>The number of the step.</summary>
    public required int Step { get; set; }

    /// <summary>Milliseconds since 1970, UTC: since when it is at this step.</summary>
    public required long At { get; set; }

    /// <summary>Milliseconds since 1970, UTC: not to be worked on before; null: not by itself. While somebody works on it, the end of their lease.</summary>
    public required long? DueAt { get; set; }

    /// <summary>Who worked on it last: an id made for each attempt. Only they may store what has become of it.</summary>
    public Guid? LeasedBy { get; set; }

    /// <summary>Milliseconds since 1970, UTC: when the person sent it.</summary>
    public required long HeldAt { get; init; }

    /// <summary>Failed attempts at this step.</summary>
    public int Attempts { get; set; }

    /// <summary>False as long as no byte of the message can have reached the server in the present attempt.</summary>
    public bool DataBegun { get; set; }

    /// <summary>The pieces that belong to it.</summary>
    public required Guid ContentId { get; init; }

    /// <summary>Sealed: what is shown of it.</summary>
    public required byte[] Summary { get; set; }

    /// <summary>Sealed: all that is needed to send it, without its bytes; empty once it is done.</summary>
    public required byte[] Content { get; set; }
}

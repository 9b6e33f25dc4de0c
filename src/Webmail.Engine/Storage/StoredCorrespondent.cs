using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Storage;

/// <summary>Somebody a person has written to: how often and when is plain, who it is is encrypted with the account's key.</summary>
internal sealed class StoredCorrespondent
{
    // As for settings.
    [MaxLength(600)]
    public required string AccountId { get; init; }

    /// <summary>Made of the address with the account's key: the same for the same address, and tells nobody else anything.</summary>
    public required Guid Id { get; init; }

    /// <summary>How many messages went to them.</summary>
    public required int Uses { get; set; }

    /// <summary>Milliseconds since 1970, UTC: when the last one did.</summary>
    public required long UsedAt { get; set; }

    /// <summary>Name and address, encrypted.</summary>
    public required byte[] Content { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Storage;

/// <summary>One setting of one account: a row each, so that two tabs that change two settings do not undo each other.</summary>
internal sealed class StoredSetting
{
    // RFC 5321 4.5.3.1 allows 64 + 1 + 255 characters for the address; a host name of up to 253 follows it.
    [MaxLength(600)]
    public required string AccountId { get; init; }

    [MaxLength(64)]
    public required string Key { get; init; }

    /// <summary>JSON.</summary>
    public required string Value { get; set; }
}

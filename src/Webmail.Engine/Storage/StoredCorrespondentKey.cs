using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Storage;

/// <summary>What an account's correspondents are encrypted with, under the host's seal.</summary>
internal sealed class StoredCorrespondentKey
{
    // As for settings.
    [MaxLength(600)]
    public required string AccountId { get; init; }

    public required byte[] Key { get; init; }
}

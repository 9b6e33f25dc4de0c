using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Storage;

/// <summary>A script that was replaced by another one, so that it can be brought back. What it says is a person's, and encrypted.</summary>
internal sealed class StoredScriptVersion
{
    // As for settings.
    [MaxLength(600)]
    public required string AccountId { get; init; }

    /// <summary>The script's name on the server. RFC 5804 1.6: 128 characters, of which each may be four octets.</summary>
    [MaxLength(512)]
    public required string Script { get; init; }

    /// <summary>A hash of the text in hexadecimal: one text is kept once.</summary>
    [MaxLength(64)]
    public required string Version { get; init; }

    /// <summary>Milliseconds since 1970, UTC: when it was replaced last.</summary>
    public required long SavedAt { get; set; }

    /// <summary>The octets, encrypted.</summary>
    public required byte[] Content { get; init; }
}

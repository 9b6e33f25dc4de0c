using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Storage;

/// <summary>A session that was signed out: its tickets, wherever a copy of them may be, are worth nothing any more.</summary>
internal sealed class StoredSignOut
{
    [MaxLength(64)]
    public required string SessionId { get; init; }

    /// <summary>Seconds since 1970, UTC: by then the last ticket has run out by itself.</summary>
    public required long ForgetAt { get; set; }
}

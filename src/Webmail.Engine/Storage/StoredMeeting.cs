using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Storage;

/// <summary>What is remembered of an event that somebody invited a person to: which states of it came, and what they answered. Encrypted.</summary>
internal sealed class StoredMeeting
{
    // As for settings.
    [MaxLength(600)]
    public required string AccountId { get; init; }

    /// <summary>A hash of what names the event: it is found by whoever has the invitation, and tells nobody else anything.</summary>
    public required Guid Id { get; init; }

    /// <summary>Milliseconds since 1970, UTC: when something of it came or was answered last.</summary>
    public required long SeenAt { get; set; }

    /// <summary>The answer's message in the outbox, by which it is taken back; null: there is none.</summary>
    public Guid? AnswerId { get; set; }

    /// <summary>The notes, encrypted.</summary>
    public required byte[] Content { get; set; }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MimeKit;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>All that is needed to send a message after a restart, without its bytes; sealed in its row until it is done.</summary>
internal sealed record OutgoingContent
{
    /// <summary>Whose it is: the account and its servers are found by it, as the host is configured then.</summary>
    public required string UserName { get; init; }

    /// <summary>What <see cref="Accounts.ICredentials.Seal"/> gave.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>Message-ID without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>The reverse-path.</summary>
    public required string EnvelopeFrom { get; init; }

    /// <summary>The forward-paths.</summary>
    public required ImmutableArray<string> Recipients { get; init; }

    /// <summary>The messages to mark.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>How to mark them.</summary>
    public required DraftKind Kind { get; init; }

    /// <summary>The copy among the drafts.</summary>
    public required string? SavedAs { get; init; }

    /// <summary>What the person gets back to correct.</summary>
    public required Draft Draft { get; init; }

    /// <summary>The key of the pieces.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Octets of what is submitted.</summary>
    public required long Length { get; init; }

    /// <summary>Octets of what is filed; null: it is the same.</summary>
    public required long? FiledLength { get; init; }

    /// <summary>Where the copy is filed; null: in the account's mailbox for sent messages.</summary>
    public string? SentMailbox { get; init; }

    /// <summary>Whether a copy is filed.</summary>
    public bool IsFiled { get; init; } = true;

    /// <summary>Whether delivery is to be reported.</summary>
    public bool AsksForDelivery { get; init; }

    /// <summary>How the stored bytes are read again.</summary>
    [JsonIgnore]
    public ParserOptions Parsing => Kind == DraftKind.Redirect ? Redirection.BodyAsItIs : ParserOptions.Default;

    // A record prints its properties; this one must not.
    public override string ToString() => nameof(OutgoingContent);
}

using System.Collections.Immutable;

namespace Webmail.Engine.Submission;

/// <summary>
/// What a person is writing, whole: nothing else need be known to save or send it, so that it outlives this process. Comes from a
/// browser and is untrusted until it was composed into a message.
/// </summary>
public sealed record Draft
{
    /// <summary>Names the draft in the browser and here.</summary>
    public required Guid Id { get; init; }

    /// <summary>Message-ID without angle brackets, fixed when the draft is begun: by it a copy is known that may have been sent already.</summary>
    public required string MessageId { get; init; }

    /// <summary>What it began as.</summary>
    public DraftKind Kind { get; init; }

    /// <summary>The messages it answers or forwards, each as <c>TOKEN/UIDVALIDITY/UID</c>; they are marked once it is sent.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>The author, one mailbox of RFC 5322 3.4; null means the account's own address.</summary>
    public string? From { get; init; }

    /// <summary>Primary recipients as typed, one mailbox of RFC 5322 3.4 each; some may be unfinished.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>Recipients of copies.</summary>
    public ImmutableArray<string> Cc { get; init; } = [];

    /// <summary>Recipients of copies that no other recipient sees.</summary>
    public ImmutableArray<string> Bcc { get; init; } = [];

    /// <summary>The subject, decoded.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The text as HTML; null in plain-text mode.</summary>
    public string? Html { get; init; }

    /// <summary>The text as plain text: the whole of it in plain-text mode, else what the editor makes of <see cref="Html"/>.</summary>
    public string Text { get; init; } = "";

    /// <summary>Files, and pictures inside the text.</summary>
    public ImmutableArray<DraftAttachment> Attachments { get; init; } = [];

    /// <summary>Message-ID of the message that is answered, without angle brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Message-IDs of the conversation so far, oldest first, without angle brackets (RFC 5322 3.6.4).</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Whether a receipt is asked for (RFC 8098).</summary>
    public bool AsksForReceipt { get; init; }

    /// <summary>Whether the sender is told of delivery, delay and failure (RFC 3461), where the server for submission can.</summary>
    public bool AsksForDelivery { get; init; }

    /// <summary>-1 low, 0 normal, 1 high.</summary>
    public int Priority { get; init; }

    /// <summary>The copy in the mailbox for drafts that this one replaces, as <c>TOKEN/UIDVALIDITY/UID</c>; null if none was saved yet.</summary>
    public string? SavedAs { get; init; }

    /// <summary>
    /// Names the window that it is written in, from when that is opened: each of its saves takes the place of the ones before, also of
    /// those whose answer was never heard. Another window's saves stay. Null: nothing is known of earlier saves.
    /// </summary>
    public Guid? Writer { get; init; }
}

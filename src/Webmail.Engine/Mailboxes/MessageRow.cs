using System.Collections.Immutable;
using MailKit;

namespace Webmail.Engine.Mailboxes;

/// <summary>What the message list shows of one message. Immutable; flags as of <see cref="ModSeq"/>.</summary>
public sealed record MessageRow
{
    /// <summary>The UID within the mailbox and UIDVALIDITY that the row was fetched from.</summary>
    public required uint Uid { get; init; }

    /// <summary>System flags (RFC 9051 2.3.2).</summary>
    public MessageFlags Flags { get; init; }

    /// <summary>Keywords, such as <c>$Forwarded</c> and <c>$Junk</c>, as the server spells them.</summary>
    public ImmutableHashSet<string> Keywords { get; init; } = [];

    /// <summary>MODSEQ (RFC 7162), 0 without CONDSTORE.</summary>
    public ulong ModSeq { get; init; }

    /// <summary>The authors (From).</summary>
    public ImmutableArray<Correspondent> From { get; init; } = [];

    /// <summary>The recipients (To): shown in place of the sender in Sent and Drafts.</summary>
    public ImmutableArray<Correspondent> To { get; init; } = [];

    /// <summary>The subject, decoded; empty if there is none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>When the server took the message in (INTERNALDATE).</summary>
    public DateTimeOffset Received { get; init; }

    /// <summary>The Date field, where it could be read.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>RFC822.SIZE in octets.</summary>
    public long Size { get; init; }

    /// <summary>File names of the attachments (from BODYSTRUCTURE), an empty string for one without a name.</summary>
    public ImmutableArray<string> Attachments { get; init; } = [];

    /// <summary>The first words of the text; null as long as it was not fetched.</summary>
    public string? Preview { get; init; }

    /// <summary>Message-ID without angle brackets, where there is one.</summary>
    public string? MessageId { get; init; }

    /// <summary>True if <c>List-Id</c> or the like says that the sender is an organisation rather than a person.</summary>
    public bool FromOrganisation { get; init; }

    /// <summary>Without <c>\Seen</c>.</summary>
    public bool IsUnread => (Flags & MessageFlags.Seen) == 0;

    /// <summary>With <c>\Flagged</c>.</summary>
    public bool IsFlagged => (Flags & MessageFlags.Flagged) != 0;

    /// <summary>With <c>\Answered</c>.</summary>
    public bool IsAnswered => (Flags & MessageFlags.Answered) != 0;

    /// <summary>With <c>$Forwarded</c> (RFC 5788).</summary>
    public bool IsForwarded => Keywords.Contains("$Forwarded");

    /// <summary>The date that the list shows and groups by.</summary>
    public DateTimeOffset Date => Received != default ? Received : Sent ?? default;
}

using System.Collections.Immutable;

namespace Webmail.Engine.Mailboxes;

/// <summary>One mailbox of an account as the server's LIST and STATUS told it, an immutable node of <see cref="MailboxTree"/>.</summary>
public sealed record Mailbox
{
    /// <summary>The IMAP name in full, decoded to Unicode: what every command and address uses.</summary>
    public required string Name { get; init; }

    /// <summary>The last part of the name, as a person sees it; special-use mailboxes are shown under a translated name instead.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What stands between two levels of the name; null on a server without hierarchy.</summary>
    public char? Separator { get; init; }

    /// <summary>The name of the mailbox above, or null at the top of its namespace.</summary>
    public string? ParentName { get; init; }

    /// <summary>What the mailbox is for.</summary>
    public SpecialUse SpecialUse { get; init; }

    /// <summary>Whose mailbox it is.</summary>
    public MailboxKind Kind { get; init; }

    /// <summary>False for a mere level of the hierarchy (<c>\Noselect</c>, <c>\NonExistent</c>).</summary>
    public bool IsSelectable { get; init; } = true;

    /// <summary>False where the server allows no mailboxes below (<c>\Noinferiors</c>).</summary>
    public bool CanHaveChildren { get; init; } = true;

    /// <summary>True if the person has subscribed to it (LSUB, or LIST with SUBSCRIBED).</summary>
    public bool IsSubscribed { get; init; }

    /// <summary>Messages without <c>\Seen</c>.</summary>
    public int Unread { get; init; }

    /// <summary>All messages.</summary>
    public int Total { get; init; }

    /// <summary>UIDVALIDITY as of the last STATUS; 0 if not known.</summary>
    public uint UidValidity { get; init; }

    /// <summary>UIDNEXT as of the last STATUS; 0 if not known.</summary>
    public uint UidNext { get; init; }

    /// <summary>HIGHESTMODSEQ as of the last STATUS; 0 if not known.</summary>
    public ulong HighestModSeq { get; init; }

    /// <summary>The mailboxes below, in the order in which a person sees them.</summary>
    public ImmutableArray<Mailbox> Children { get; init; } = [];

    /// <summary>The levels of the name from the top of its namespace, as a person reads them.</summary>
    public ImmutableArray<string> Path { get; init; } = [];

    /// <summary>This mailbox and all below it, parents first.</summary>
    public IEnumerable<Mailbox> SelfAndDescendants() => Children.SelectMany(c => c.SelfAndDescendants()).Prepend(this);
}

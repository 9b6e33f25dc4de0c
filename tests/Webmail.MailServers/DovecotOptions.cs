using System.Collections.Immutable;

namespace Webmail.MailServers;

/// <summary>The habits of one Dovecot.</summary>
public sealed record DovecotOptions
{
    /// <summary>Name of its folder and prefix in messages; one word.</summary>
    public required string Name { get; init; }

    /// <summary>Prefix of the personal namespace, with its separator at the end, or empty.</summary>
    public string NamespacePrefix { get; init; } = "";

    /// <summary>Between the levels of a mailbox name.</summary>
    public char Separator { get; init; } = '/';

    /// <summary>Dovecot's name for the storage format: <c>mdbox</c>, <c>sdbox</c> or <c>maildir</c>.</summary>
    public string Storage { get; init; } = "mdbox";

    /// <summary>
    /// The capabilities told to clients, without <c>STARTTLS</c> and <c>AUTH=</c>; empty tells all that Dovecot has.
    /// Dovecot still understands the commands of those left out: what a client sends must be checked in its log.
    /// </summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>Connections that one user may have from one address. Dovecot's own default is 10; tests and benchmarks need more.</summary>
    public int MaxConnectionsPerUser { get; init; } = 1000;

    /// <summary>Whether the namespace <c>Shared/</c> is there, which all users share.</summary>
    public bool SharedNamespace { get; init; }

    /// <summary>Everything Dovecot has: CONDSTORE, QRESYNC, NOTIFY, MOVE, SPECIAL-USE, QUOTA, COMPRESS and so on.</summary>
    public static DovecotOptions Modern { get; } = new() { Name = "modern", SharedNamespace = true };

    /// <summary>
    /// What many hosters still run: everything below <c>INBOX.</c>, and none of CONDSTORE, QRESYNC, NOTIFY, MOVE, SPECIAL-USE,
    /// ESEARCH, SORT, THREAD, QUOTA, COMPRESS and PREVIEW.
    /// </summary>
    public static DovecotOptions Plain { get; } = new()
    {
        Name = "plain",
        NamespacePrefix = "INBOX.",
        Separator = '.',
        Storage = "maildir",
        Capabilities =
        [
            "IMAP4rev1", "SASL-IR", "ID", "ENABLE", "IDLE", "LITERAL+", "NAMESPACE", "UIDPLUS", "UNSELECT", "CHILDREN",
            "LIST-EXTENDED", "LIST-STATUS",
        ],
    };

    /// <summary>The same without one capability, such as <c>IDLE</c>.</summary>
    public DovecotOptions Without(string capability) => this with { Capabilities = Capabilities.Remove(capability) };
}

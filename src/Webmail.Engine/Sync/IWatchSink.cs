using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>What a watcher found out; implemented by the account's synchronisation.</summary>
internal interface IWatchSink
{
    /// <summary>Something changed in this mailbox.</summary>
    void OnMailbox(string mailbox);

    /// <summary>The server told the whole of a change of flags: no round trip is needed to show it.</summary>
    void OnFlags(string mailbox, uint uidValidity, FlagChange change);

    /// <summary>The server told counts of a mailbox (STATUS of NOTIFY).</summary>
    void OnCounts(Mailbox mailbox);

    /// <summary>Mailboxes were added, renamed, removed or subscribed to.</summary>
    void OnTree();

    /// <summary>From now on changes come by themselves, or have to be asked for. All that is open should be looked at once.</summary>
    void OnMode(SyncMode mode);

    /// <summary>The mailbox that a person looks at; null if none.</summary>
    string? OpenMailbox { get; }

    /// <summary>True if anybody would see a change.</summary>
    bool IsSeen { get; }

    /// <summary>True while operations of this account are on their way to the server, after which it is looked at anyway.</summary>
    bool IsBusy { get; }

    /// <summary>True for a mailbox that is not the person's own, which NOTIFY as we ask for it does not tell of.</summary>
    bool IsShared(string mailbox);

    /// <summary>How many mailboxes the tree has.</summary>
    int CountOfMailboxes { get; }
}

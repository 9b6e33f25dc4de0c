using MailKit;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>Subscribes to what one folder object tells of its mailbox and passes it on as hints, until disposed.</summary>
internal sealed class FolderEvents : IDisposable
{
    private readonly IMailFolder _folder;
    private readonly IWatchSink _sink;
    private readonly bool _isSelected;

    public FolderEvents(IMailFolder folder, IWatchSink sink, bool isSelected)
    {
        (_folder, _sink, _isSelected) = (folder, sink, isSelected);
        folder.CountChanged += OnChanged;
        folder.MessageExpunged += OnExpunged;
        folder.MessagesVanished += OnVanished;
        folder.MessageFlagsChanged += OnFlags;
        folder.UidValidityChanged += OnChanged;
        folder.Deleted += OnTree;
        folder.Renamed += OnRenamed;
        folder.Subscribed += OnTree;
        folder.Unsubscribed += OnTree;
        if (isSelected) return;
        folder.UnreadChanged += OnChanged;
        folder.UidNextChanged += OnChanged;
        folder.HighestModSeqChanged += OnChanged;
    }

    public void Dispose()
    {
        _folder.CountChanged -= OnChanged;
        _folder.MessageExpunged -= OnExpunged;
        _folder.MessagesVanished -= OnVanished;
        _folder.MessageFlagsChanged -= OnFlags;
        _folder.UidValidityChanged -= OnChanged;
        _folder.Deleted -= OnTree;
        _folder.Renamed -= OnRenamed;
        _folder.Subscribed -= OnTree;
        _folder.Unsubscribed -= OnTree;
        _folder.UnreadChanged -= OnChanged;
        _folder.UidNextChanged -= OnChanged;
        _folder.HighestModSeqChanged -= OnChanged;
    }

    private void OnChanged(object? sender, EventArgs e)
    {
        if (!_isSelected) _sink.OnCounts(MailboxLister.MailboxOf(_folder, MailboxKind.Personal));
        _sink.OnMailbox(_folder.FullName);
    }

    private void OnExpunged(object? sender, MessageEventArgs e) => _sink.OnMailbox(_folder.FullName);

    private void OnVanished(object? sender, MessagesVanishedEventArgs e) => _sink.OnMailbox(_folder.FullName);

    private void OnFlags(object? sender, MessageFlagsChangedEventArgs e)
    {
        if (_isSelected && e.UniqueId is { } uid)
        {
            var flags = e.Flags & ~MessageFlags.Recent;
            _sink.OnFlags(_folder.FullName, _folder.UidValidity, new FlagChange(uid.Id, flags, MessageRows.KeywordsOf(e.Keywords), e.ModSeq ?? 0));
        }

        _sink.OnMailbox(_folder.FullName);
    }

    private void OnTree(object? sender, EventArgs e) => _sink.OnTree();

    private void OnRenamed(object? sender, FolderRenamedEventArgs e) => _sink.OnTree();
}

using MailKit;
using Webmail.Engine.Imap;

namespace Webmail.Engine.Sync;

/// <summary>
/// All of the person's mailboxes under one NOTIFY (RFC 5465): the folder objects of the watching connection, whose events become hints
/// until this is disposed.
/// </summary>
internal sealed class WatchedFolders : IDisposable
{
    private readonly ImapWork _work;
    private readonly IWatchSink _sink;
    private readonly Dictionary<IMailFolder, FolderEvents> _events = [];
    private readonly CancellationTokenSource _overflowed = new();

    private WatchedFolders(ImapWork work, IWatchSink sink)
    {
        (_work, _sink) = (work, sink);
        work.MailboxCreated += OnCreated;
        work.Noticed += OnNoticed;
        work.NotificationsOverflowed += OnOverflow;
    }

    /// <summary>The server told too much at once and tells nothing more (RFC 5465 5.8): it must be asked anew.</summary>
    public CancellationToken Overflowed => _overflowed.Token;

    /// <summary>Asks for the notifications; null if the server refused.</summary>
    public static async Task<WatchedFolders?> AskAsync(ImapWork work, IWatchSink sink, CancellationToken cancellationToken)
    {
        // The events of a mailbox are raised by its folder object of this connection, so all of them must be known here.
        var folders = await work.ListAsync(StatusItems.None, cancellationToken);
        if (!await work.NotifyAsync(cancellationToken)) return null;
        var watched = new WatchedFolders(work, sink);
        foreach (var folder in folders) watched.Add(folder);
        return watched;
    }

    public void Dispose()
    {
        _work.MailboxCreated -= OnCreated;
        _work.Noticed -= OnNoticed;
        _work.NotificationsOverflowed -= OnOverflow;
        foreach (var events in _events.Values) events.Dispose();
        _overflowed.Dispose();
    }

    private void Add(IMailFolder folder)
    {
        if (!_events.ContainsKey(folder)) _events.Add(folder, new FolderEvents(folder, _sink, isSelected: folder == _work.Selected));
    }

    private void OnCreated(object? sender, FolderCreatedEventArgs e)
    {
        Add(e.Folder);
        _sink.OnTree();
    }

    private void OnNoticed(object? sender, MailboxNoticeEventArgs e)
    {
        if (e.Mailbox is not null) _sink.OnMailbox(e.Mailbox);
        _sink.OnTree();
    }

    // Not on the reading loop, which ends what waits for it. What was lost is looked for when the server is asked anew.
    private void OnOverflow(object? sender, EventArgs e) => _ = _overflowed.CancelAsync();
}

using System.Diagnostics;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The person's other device: a second IMAP client, which changes things and says what the server holds.</summary>
public sealed class Elsewhere : IDisposable
{
    private readonly DovecotServer _server;
    private readonly string _user;
    private ImapClient _client;

    private Elsewhere(ImapClient client, DovecotServer server, string user) => (_client, _server, _user) = (client, server, user);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Signs in.</summary>
    public static async Task<Elsewhere> ConnectAsync(DovecotServer server, string user) => new(await server.ConnectAsync(user, Cancelled), server, user);

    /// <summary>Adds or takes away flags.</summary>
    public async Task StoreAsync(string mailbox, StoreAction action, MessageFlags flags, params uint[] uids) =>
        await (await OpenAsync(mailbox)).StoreAsync(Ids(uids), new StoreFlagsRequest(action, flags) { Silent = true }, Cancelled);

    /// <summary>Moves messages.</summary>
    public async Task MoveAsync(string mailbox, string target, params uint[] uids) =>
        await (await OpenAsync(mailbox)).MoveToAsync(Ids(uids), await _client.GetFolderAsync(_server.MailboxName(target), Cancelled), Cancelled);

    /// <summary>Deletes messages for good.</summary>
    public async Task ExpungeAsync(string mailbox, params uint[] uids)
    {
        await StoreAsync(mailbox, StoreAction.Add, MessageFlags.Deleted, uids);
        await (await OpenAsync(mailbox)).ExpungeAsync(Ids(uids), Cancelled);
    }

    /// <summary>Appends a message.</summary>
    public async Task AppendAsync(string mailbox, Letter letter)
    {
        using var message = letter.ToMessage();
        var folder = await _client.GetFolderAsync(_server.MailboxName(mailbox), Cancelled);
        await folder.AppendAsync(new AppendRequest(message, letter.Flags), Cancelled);
    }

    /// <summary>Appends a message as it is.</summary>
    public async Task AppendAsync(string mailbox, MimeMessage message)
    {
        var folder = await _client.GetFolderAsync(_server.MailboxName(mailbox), Cancelled);
        await folder.AppendAsync(new AppendRequest(message, MessageFlags.Draft | MessageFlags.Seen), Cancelled);
    }

    /// <summary>Creates and subscribes a mailbox.</summary>
    public async Task CreateAsync(string mailbox)
    {
        var name = _server.MailboxName(mailbox);
        var cut = name.LastIndexOf(_server.Options.Separator);
        var parent = cut < 0 ? _client.GetFolder(_client.PersonalNamespaces[0]) : await _client.GetFolderAsync(name[..cut], Cancelled);
        await (await parent.CreateAsync(name[(cut + 1)..], true, Cancelled))!.SubscribeAsync(Cancelled);
    }

    /// <summary>Renames a mailbox at its level.</summary>
    public async Task RenameAsync(string mailbox, string name)
    {
        var folder = await _client.GetFolderAsync(_server.MailboxName(mailbox), Cancelled);
        await folder.RenameAsync(folder.ParentFolder!, name, Cancelled);
    }

    /// <summary>Deletes a mailbox with all its messages.</summary>
    public async Task DeleteAsync(string mailbox)
    {
        var folder = await _client.GetFolderAsync(_server.MailboxName(mailbox), Cancelled);
        if (folder.IsOpen)
            await folder.CloseAsync(false, Cancelled);
        await folder.DeleteAsync(Cancelled);
    }

    /// <summary>The UIDs in a mailbox, oldest first.</summary>
    public async Task<IReadOnlyList<uint>> UidsAsync(string mailbox, SearchQuery? query = null)
    {
        var found = await (await OpenAsync(mailbox)).SearchAsync(query ?? SearchQuery.All, Cancelled);
        return [.. found.Select(uid => uid.Id).Order()];
    }

    /// <summary>The subjects in a mailbox.</summary>
    public async Task<IReadOnlyList<string>> SubjectsAsync(string mailbox)
    {
        var folder = await OpenAsync(mailbox);
        var rows = await folder.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope), Cancelled);
        return [.. rows.Select(row => row.Envelope?.Subject ?? "")];
    }

    /// <summary>A message as it lies on the server. The caller disposes it.</summary>
    public async Task<MimeMessage> MessageAsync(string mailbox, uint uid) => await (await OpenAsync(mailbox)).GetMessageAsync(new UniqueId(uid), Cancelled);

    /// <summary>A message's flags.</summary>
    public async Task<MessageFlags> FlagsAsync(string mailbox, uint uid) =>
        (await (await OpenAsync(mailbox)).FetchAsync(Ids([uid]), new FetchRequest(MessageSummaryItems.Flags | MessageSummaryItems.UniqueId), Cancelled)).Single().Flags!.Value;

    /// <summary>A message's keywords.</summary>
    public async Task<IReadOnlySet<string>> KeywordsAsync(string mailbox, uint uid) =>
        (await (await OpenAsync(mailbox)).FetchAsync(Ids([uid]), new FetchRequest(MessageSummaryItems.Flags | MessageSummaryItems.UniqueId), Cancelled)).Single().Keywords as IReadOnlySet<string> ?? new HashSet<string>();

    /// <summary>The octets of a message as it lies on the server.</summary>
    public async Task<string> SourceAsync(string mailbox, uint uid)
    {
        await using var source = await (await OpenAsync(mailbox)).GetStreamAsync(new UniqueId(uid), Cancelled);
        using var reader = new StreamReader(source, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancelled);
    }

    /// <summary>The IMAP names of all mailboxes.</summary>
    public async Task<IReadOnlyList<string>> MailboxesAsync() =>
        [.. (await _client.GetFoldersAsync(_client.PersonalNamespaces[0], cancellationToken: Cancelled)).Select(folder => folder.FullName)];

    /// <summary>Looks until something is so; the server may learn of it a moment later than the page shows it.</summary>
    public static async Task UntilAsync<T>(Func<Task<T>> look, Func<T, bool> isSo, string what)
    {
        using var time = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            var seen = await look();
            if (isSo(seen))
                return;
            Assert.True(Stopwatch.GetElapsedTime(begun).TotalMilliseconds < Chromium.Patience, $"{what}; the server has {(seen is System.Collections.IEnumerable all ? string.Join(", ", all.Cast<object>()) : seen)}");
            await time.WaitForNextTickAsync(Cancelled);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static UniqueIdSet Ids(IEnumerable<uint> uids) => [.. uids.Select(uid => new UniqueId(uid))];

    private async Task<IMailFolder> OpenAsync(string mailbox)
    {
        try
        {
            return await SelectAsync(mailbox);
        }
        catch (ImapProtocolException)
        {
            // Dovecot mends its index after a crash and then turns out to whom it told otherwise: "session state is inconsistent, please relogin".
            _client.Dispose();
            _client = await _server.ConnectAsync(_user, Cancelled);
            return await SelectAsync(mailbox);
        }
    }

    private async Task<IMailFolder> SelectAsync(string mailbox)
    {
        var folder = await _client.GetFolderAsync(_server.MailboxName(mailbox), Cancelled);
        if (!folder.IsOpen)
            await folder.OpenAsync(FolderAccess.ReadWrite, Cancelled);
        else
            await _client.NoOpAsync(Cancelled);
        return folder;
    }
}

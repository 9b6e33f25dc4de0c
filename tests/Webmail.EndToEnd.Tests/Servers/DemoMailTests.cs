using System.Security.Cryptography;
using MailKit;
using MailKit.Search;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>The demo's mailboxes.</summary>
public sealed class DemoMailTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 41, 0, TimeSpan.FromHours(1));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_has_two_years_of_mail_with_a_dozen_unread_in_the_inbox_and_every_special_mailbox_filled()
    {
        await using var servers = await PrivateMailServers.StartAsync(new PrivateMailServersOptions { Plain = null, Submission = false }, Cancelled);
        var demo = await DemoMailboxes.CreateAsync(servers, Now, Cancelled);
        using var client = await servers.Modern.ConnectAsync(demo.User, Cancelled);
        var folders = await client.GetFoldersAsync(client.PersonalNamespaces[0], StatusItems.Count | StatusItems.Unread, false, Cancelled);
        Assert.InRange(folders.Sum(folder => folder.Count), 1_800, 2_400);
        foreach (var special in (SpecialFolder[])[SpecialFolder.Archive, SpecialFolder.Drafts, SpecialFolder.Junk, SpecialFolder.Sent, SpecialFolder.Trash])
            Assert.NotEqual(0, folders.Single(folder => folder.FullName == client.GetFolder(special)!.FullName).Count);
        Assert.Equal(12, folders.Single(folder => folder.FullName == "INBOX").Unread);
        Assert.Equal(3, folders.Single(folder => folder.FullName == "Baustellen/Familie Albrecht – Terrasse").Unread);
        Assert.Contains(folders, folder => folder.FullName == "Baustellen/Müller & Söhne" && folder.IsSubscribed);

        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancelled);
        var newest = await client.Inbox.FetchAsync(client.Inbox.Count - 1, -1, MessageSummaryItems.Envelope | MessageSummaryItems.InternalDate | MessageSummaryItems.References, Cancelled);
        Assert.Equal(Now.Date, newest[0].InternalDate!.Value.Date);
        Assert.Equal("Angebot Dachbegrünung Lindenstraße 14 – Rückfragen zur Statik", newest[0].Envelope!.Subject);
        Assert.Equal(3, newest[0].References!.Count);
        Assert.Empty(await client.Inbox.SearchAsync(SearchQuery.DeliveredAfter(Now.AddDays(1).Date), Cancelled));
    }

    [Fact]
    public async Task The_demo_is_the_same_each_time()
    {
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var servers = await PrivateMailServers.StartAsync(new PrivateMailServersOptions { Plain = null, Submission = false }, Cancelled);
            var demo = await DemoMailboxes.CreateAsync(servers, Now, Cancelled);
            using var client = await servers.Modern.ConnectAsync(demo.User, Cancelled);
            await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancelled);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var index = 0; index < client.Inbox.Count; index++)
            {
                using var content = new MemoryStream();
                await (await client.Inbox.GetStreamAsync(index, Cancelled)).CopyToAsync(content, Cancelled);
                hash.AppendData(content.ToArray());
            }

            runs.Add(Convert.ToHexString(hash.GetHashAndReset()));
        }

        Assert.Equal(runs[0], runs[1]);
    }
}

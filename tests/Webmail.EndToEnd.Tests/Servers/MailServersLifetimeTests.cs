using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MimeKit;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>Stopping, killing and reconfiguring, with servers of its own.</summary>
public sealed class MailServersLifetimeTests
{
    private const string User = "anna@example.test";

    private static readonly PrivateMailServersOptions OnlyPlain = new() { Submission = false };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopped_or_killed_dovecot_comes_back_on_its_ports_with_its_mail()
    {
        await using var servers = await PrivateMailServers.StartAsync(OnlyPlain, Cancelled);
        await servers.AddUserAsync(User, "secret");
        await servers.Modern.SeedAsync(User, "INBOX", 50, Cancelled);
        using var message = new MimeMessage([MailboxAddress.Parse("b@outside.test")], [MailboxAddress.Parse(User)], "LMTP", new TextPart("plain") { Text = ".dot\n" });
        await servers.Modern.DeliverAsync(User, message, Cancelled);

        foreach (var end in (Func<CancellationToken, Task>[])[servers.Modern.StopAsync, servers.Modern.KillAsync])
        {
            using var before = await servers.Modern.ConnectAsync(User, Cancelled);
            await end(Cancelled);
            await Assert.ThrowsAsync<SocketException>(() => servers.Modern.ConnectAsync(User, Cancelled));
            await Assert.ThrowsAnyAsync<Exception>(() => before.NoOpAsync(Cancelled));
            await servers.Modern.StartAsync(Cancelled);
            using var client = await servers.Modern.ConnectAsync(User, Cancelled);
            await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancelled);
            Assert.Equal(51, client.Inbox.Count);
        }
    }

    [Fact]
    public async Task A_server_takes_other_habits()
    {
        await using var servers = await PrivateMailServers.StartAsync(OnlyPlain, Cancelled);
        await servers.AddUserAsync(User, "secret");
        await servers.Plain.ReconfigureAsync(options => options.Without("IDLE") with { MaxConnectionsPerUser = 1 }, Cancelled);
        using var client = await servers.Plain.ConnectAsync(User, Cancelled);
        Assert.False(client.Capabilities.HasFlag(ImapCapabilities.Idle));
        await Assert.ThrowsAnyAsync<Exception>(() => servers.Plain.ConnectAsync(User, Cancelled));
    }

    [Fact]
    public async Task Disposing_leaves_no_process_and_no_folder()
    {
        string folder;
        await using (var servers = await PrivateMailServers.StartAsync(cancellationToken: Cancelled))
        {
            folder = servers.Folder;
            Assert.NotEmpty(WorkingBelow(folder));
        }

        Assert.Empty(WorkingBelow(folder));
        Assert.False(Directory.Exists(folder));
    }

    private static List<string> WorkingBelow(string folder) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(process => char.IsDigit(Path.GetFileName(process)[0]))
            .Where(process => CommandLine(process).Contains(folder, StringComparison.Ordinal))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")) + Directory.ResolveLinkTarget(Path.Combine(process, "cwd"), false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

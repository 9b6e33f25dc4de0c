using Webmail.MailServers.DemoMail;

namespace Webmail.MailServers;

/// <summary>The demo's users and their mailboxes on the modern Dovecot.</summary>
/// <param name="User">Who to sign in as.</param>
/// <param name="OtherUser">A colleague, with the same password, to write to.</param>
/// <param name="Password">Of both.</param>
public sealed record DemoMailboxes(string User, string OtherUser, string Password)
{
    /// <summary>Makes the users and fills their mailboxes; takes a few seconds.</summary>
    /// <param name="now">The newest messages are of this day.</param>
    public static async Task<DemoMailboxes> CreateAsync(PrivateMailServers servers, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var demo = new DemoMailboxes($"martina.krueger@{servers.Domain}", $"jonas.weber@{servers.Domain}", "demo");
        // Small enough for the quota bar to show something.
        await servers.AddUserAsync(demo.User, demo.Password, quotaBytes: 100 * 1024 * 1024);
        await servers.AddUserAsync(demo.OtherUser, demo.Password);
        var mail = new DemoBox(now, servers.Modern.MailboxName);
        await Task.WhenAll(
            servers.Modern.LoadAsync(demo.User, mail.Martina(), cancellationToken),
            servers.Modern.LoadAsync(demo.OtherUser, mail.Jonas(), cancellationToken));
        // Mailboxes in their own right, though nothing is in them; "Listen" stays a mere level of names.
        using var client = await servers.Modern.ConnectAsync(demo.User, cancellationToken);
        var root = client.GetFolder(client.PersonalNamespaces[0]);
        foreach (var name in (string[])["Angebote", "Baustellen"])
            await (await root.CreateAsync(name, isMessageFolder: true, cancellationToken))!.SubscribeAsync(cancellationToken);
        return demo;
    }
}

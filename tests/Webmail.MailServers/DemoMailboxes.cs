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
        await servers.AddUserAsync(demo.User, demo.Password);
        await servers.AddUserAsync(demo.OtherUser, demo.Password);
        await servers.Modern.SeedAsync(demo.User, "INBOX", 2_000, cancellationToken);
        return demo;
    }
}

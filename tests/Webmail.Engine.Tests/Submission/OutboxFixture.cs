using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Tests.Storage;

namespace Webmail.Engine.Tests.Submission;

/// <summary>An outbox in a database of its own, with a clock that the test moves.</summary>
public abstract class OutboxFixture(TestDatabase storage) : IAsyncLifetime
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private ServiceProvider services = null!;

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };

    internal LimitOptions Limits { get; } = new();

    internal Outbox Outbox { get; set; } = null!;

    internal IDbContextFactory<WebmailDb> Databases => services.GetRequiredService<IDbContextFactory<WebmailDb>>();

    /// <summary>As Data Protection does it: what was changed can't be opened.</summary>
    internal Sealing Sealing => new(
        plain =>
        {
            using var aes = new AesGcm(key, 16);
            var nonce = RandomNumberGenerator.GetBytes(12);
            var (cipher, tag) = (new byte[plain.Length], new byte[16]);
            aes.Encrypt(nonce, plain, cipher, tag);
            return [.. nonce, .. tag, .. cipher];
        },
        sealedBytes =>
        {
            using var aes = new AesGcm(key, 16);
            var plain = new byte[sealedBytes.Length - 28];
            aes.Decrypt(sealedBytes.AsSpan(0, 12), sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16), plain);
            return plain;
        });

    public async ValueTask InitializeAsync()
    {
        services = await storage.OpenAsync();
        Outbox = NewOutbox();
    }

    public virtual async ValueTask DisposeAsync()
    {
        // Not there when the database could not be opened.
        if (services is not null)
            await services.DisposeAsync();
        await storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same database as another run of the program sees it.</summary>
    internal Outbox NewOutbox() => new(Databases, Sealing, Limits, Time);

    internal static Account Account(string user = "anna@example.org", ServerEndpoint? submission = null) =>
        new(user, new ServerEndpoint("127.0.0.1", 1, TransportSecurity.None, null), submission, null);

    internal static Draft NewDraft(string subject = "Grüße")
    {
        var id = Guid.NewGuid();
        return new Draft { Id = id, MessageId = $"{id:N}@example.org", Subject = subject, To = ["Bert <bert@example.org>"], Text = "Hallo" };
    }

    internal static OutgoingMessage NewMessage(Draft draft, string text = "Hallo", string[]? to = null)
    {
        var recipients = to ?? ["bert@example.org"];
        var message = new MimeMessage(
            [MailboxAddress.Parse("anna@example.org")], recipients.Select(MailboxAddress.Parse), draft.Subject, new TextPart("plain") { Text = text })
        {
            MessageId = draft.MessageId,
        };
        return new OutgoingMessage(draft.Id, draft.MessageId, "anna@example.org", [.. recipients], message, null, draft.SavedAs, draft.Sources, draft.Kind);
    }

    internal Task<OutboxEntry> HoldAsync(Draft draft, TimeSpan hold, Account? account = null, OutgoingMessage? message = null)
    {
        account ??= Account();
        return Outbox.HoldAsync(account, new PasswordCredentials(account.UserName, "secret"), message ?? NewMessage(draft), draft, hold, Now);
    }

    internal async Task<int> CountPiecesAsync()
    {
        await using var database = await Databases.CreateDbContextAsync(Now);
        return await database.OutboxPieces.CountAsync(Now);
    }
}

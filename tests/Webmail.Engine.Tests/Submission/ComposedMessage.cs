using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

/// <summary>Composes drafts without a server: their files are uploads.</summary>
internal sealed class ComposedMessage : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);
    private readonly ImapConnectionPool pool;

    public ComposedMessage()
    {
        var account = new Account("anna@example.org", new ServerEndpoint("127.0.0.1", 1, TransportSecurity.None, null), null, null);
        pool = new ImapConnectionPool(account, new PasswordCredentials("anna@example.org", "secret"), new ImapOptions(), new ServerResilience(TimeProvider.System), TimeProvider.System, NullLoggerFactory.Instance);
        Composer = new MessageComposer(new AttachmentContents("anna", new MessageReader(pool), Uploads.Store), new FakeTimeProvider(Now));
    }

    public UploadFolder Uploads { get; } = new();

    public MessageComposer Composer { get; }

    public static Writer Anna { get; } = new([new("", "anna@example.org")], NamesProgram: true);

    public static Draft Draft => new() { Id = Guid.NewGuid(), MessageId = "one@example.org", To = ["Bob <bob@example.net>"], Subject = "Hello", Text = "Good morning" };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public Task<OutgoingMessage> OutgoingAsync(Draft draft, Writer? writer = null) => Composer.ComposeAsync(draft, writer ?? Anna, Cancelled);

    public async Task<DraftAttachment> UploadAsync(Draft draft, string name, string type, byte[] content, string? contentId = null) =>
        await Uploads.Store.TakeAsync("anna", draft.Id, name, type, content.Length, new MemoryStream(content), Cancelled) with { ContentId = contentId };

    /// <summary>The message as it stands on the line.</summary>
    public static string Source(MimeMessage message)
    {
        using var target = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, target, Cancelled);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    /// <summary>The message as whoever gets it reads it.</summary>
    public static MimeMessage Received(MimeMessage message) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Source(message))), Cancelled);

    /// <summary>What is wrong with a draft that cannot be sent.</summary>
    public async Task<IReadOnlyList<DraftFault>> FaultsAsync(Draft draft) =>
        (await Assert.ThrowsAsync<DraftFaultException>(() => OutgoingAsync(draft))).Faults;

    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync();
        Uploads.Dispose();
    }
}

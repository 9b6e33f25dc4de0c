using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Submission.Smtp;
using Webmail.Engine.Tests.Scripted;
using Webmail.Engine.Tests.Storage;

namespace Webmail.Engine.Tests.Submission;

/// <summary>An outbox with a worker, before a submission server and a mail server that follow a script.</summary>
public abstract partial class OutboxWorkerFixture : OutboxFixture
{
    protected const string UserName = "anna@example.org";

    private protected UploadFolder Uploads { get; } = new();
    private protected ScriptedSmtpServer Smtp { get; } = new();
    private protected ScriptedImapServer ImapServer { get; } = new();
    protected ConcurrentQueue<string> Filed { get; } = [];
    protected ConcurrentQueue<OutboxEntry> Told { get; } = [];
    private readonly List<(CancellationTokenSource Stop, Task Running)> workers = [];

    protected OutboxWorkerFixture(TestDatabase storage)
        : base(storage)
    {
        ImapServer.Mailboxes["Sent"] = "\\Sent";
        ImapServer.Mailboxes["Drafts"] = "\\Drafts";
        ImapServer.On("APPEND", async (session, command) =>
            {
                Filed.Enqueue(command.Arguments);
                await session.OkAsync(command, "[APPENDUID 7 4] done");
            })
            .On("UID SEARCH", async (session, command) =>
            {
                var id = MessageId().Match(command.Arguments).Value;
                var found = session.Selected == "Drafts" ? "2" : Filed.Any(copy => id.Length > 0 && copy.Contains(id, StringComparison.Ordinal)) ? "4" : "";
                await session.SendAsync($"* SEARCH {found}".TrimEnd());
                await session.OkAsync(command);
            })
            .On("UID STORE", (session, command) => session.OkAsync(command))
            .On("UID EXPUNGE", (session, command) => session.OkAsync(command));
    }

    protected Account Anna => new(UserName, Imap, null, null);

    protected ServerEndpoint Imap => new("127.0.0.1", ImapServer.Port, TransportSecurity.None, null);

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Smtp.DisposeAsync();
        await ImapServer.DisposeAsync();
        Uploads.Dispose();
        await base.DisposeAsync();
    }

    protected void Start()
    {
        var stop = new CancellationTokenSource();
        Outbox = NewOutbox();
        Outbox.Changed += (_, entry) => Told.Enqueue(entry);
        var mail = new MailOptions
        {
            Imap = new ServerOptions { Host = "127.0.0.1", Port = ImapServer.Port, Security = TransportSecurity.None },
            Submission = new ServerOptions { Host = "127.0.0.1", Port = Smtp.Port, Security = TransportSecurity.None },
        };
        var resilience = new ServerResilience(TimeProvider.System);
        LentAccount Lend(Account account, ICredentials kept)
        {
            var pool = new ImapConnectionPool(account, kept, new ImapOptions { ConnectAttempts = 1 }, resilience, TimeProvider.System, NullLoggerFactory.Instance);
            return new LentAccount(pool, kept, pool.DisposeAsync);
        }

        var worker = new OutboxWorker(
            Outbox, new ServerDirectory(mail), Lend, Uploads.Store, new SubmissionTimes { ConnectAttempts = 1 }, NullLogger<OutboxWorker>.Instance);
        workers.Add((stop, worker.RunAsync(stop.Token)));
    }

    protected async Task StopAsync()
    {
        foreach (var (stop, running) in workers)
        {
            await stop.CancelAsync();
            // What is being handed over gets its grace time, by the test's clock.
            Time.Advance(TimeSpan.FromMinutes(1));
            await running;
            stop.Dispose();
        }

        workers.Clear();
    }

    protected async Task LeaveAtAsync(Draft draft, OutboxStep step, bool dataBegun)
    {
        var row = (await Outbox.Store.FindAsync(draft.Id, Now))!;
        (row.Step, row.DataBegun) = ((int)step, dataBegun);
        // The lease of a program that died has run out by now.
        row.DueAt = step is OutboxStep.Unclear or OutboxStep.Failed ? null : row.DueAt;
        await Outbox.Store.SaveAsync(row, Now);
    }

    protected async Task<OutboxEntry> UntilAsync(Draft draft, OutboxStep step, Func<OutboxEntry, bool>? also = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (await Outbox.FindAsync(Anna.Id, draft.Id, Now) is var entry && !(entry?.Step == step && also?.Invoke(entry) != false))
        {
            if (entry is null && await Outbox.Store.FindAsync(draft.Id, Now) is { } others && others.Step == (int)step)
                return Told.Last(one => one.Id == draft.Id);
            Assert.False(patience.IsCancellationRequested, $"It stays {entry?.Step.ToString() ?? "gone"} ({entry?.Failure}), and not {step}.");
            await Task.Delay(10, Now);
        }

        return (await Outbox.FindAsync(Anna.Id, draft.Id, Now))!;
    }

    protected async Task GoneAsync(Draft draft)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (await Outbox.FindAsync(Anna.Id, draft.Id, patience.Token) is not null)
        {
            // The worker may have begun to wait after the clock was moved.
            Outbox.Ring();
            await Task.Delay(10, patience.Token);
        }
    }

    [GeneratedRegex("[0-9a-f]{32}@")]
    private static partial Regex MessageId();
}

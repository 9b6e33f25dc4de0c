using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Crash;

/// <summary>The published program on one data directory and one port, killed and started anew as often as a test likes; with watched lines to its servers.</summary>
internal sealed partial class MortalProgram : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("webmail-crash-").FullName;
    private readonly Dictionary<string, string> _settings;
    private WebmailProgram? _program;

    public MortalProgram(PrivateMailServers servers)
    {
        Imap = new WatchedLine(servers.Modern.ImapPort);
        Smtp = new WatchedLine(servers.Submission!.SubmissionPort);
        _settings = new Dictionary<string, string>
        {
            ["DataDirectory"] = _data,
            // One that no outgoing connection is given while the program is down.
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPorts.Next()}"),
            ["Mail__Imap__Host"] = "127.0.0.1",
            ["Mail__Imap__Port"] = Imap.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Imap__Security"] = "None",
            ["Mail__Submission__Host"] = "127.0.0.1",
            ["Mail__Submission__Port"] = Smtp.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Submission__Security"] = "None",
            ["Mail__Sieve__Host"] = "",
            ["Mail__Limits__MessagesPerHour"] = "5000",
        };
    }

    /// <summary>Between the program and Dovecot.</summary>
    public WatchedLine Imap { get; }

    /// <summary>Between the program and Postfix.</summary>
    public WatchedLine Smtp { get; }

    /// <summary>The same after every start.</summary>
    public Uri Address => _program!.Address;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>What its runs have complained about.</summary>
    public List<string> Complaints { get; } = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Imap.Forget();
        Smtp.Forget();
        _program = await WebmailProgram.StartAsync(_settings, cancellationToken);
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        using (var process = Process.GetProcessById(_program!.ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Kills++;
        await LeaveAsync();
    }

    /// <summary>Whether the program that was killed had noted that the server may have the text of a message; false too if it had not stored the message.</summary>
    public async Task<bool> HasBegunTextAsync(Guid message, CancellationToken cancellationToken)
    {
        await using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_data, "webmail.db"), Pooling = false }.ToString());
        await database.OpenAsync(cancellationToken);
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM outbox WHERE Id = $id AND DataBegun";
        command.Parameters.AddWithValue("$id", message.ToString().ToUpperInvariant());
        return await command.ExecuteScalarAsync(cancellationToken) is > 0L;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await LeaveAsync();
        await Imap.DisposeAsync();
        await Smtp.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private async Task LeaveAsync()
    {
        Complaints.AddRange(_program!.Complaints(Expected()));
        await _program.DisposeAsync();
        _program = null;
    }

    // The line goes silent before the program dies, and the mail server has gone when the run ends.
    [GeneratedRegex("The connection to the mail server|The mail server")]
    private static partial Regex Expected();
}

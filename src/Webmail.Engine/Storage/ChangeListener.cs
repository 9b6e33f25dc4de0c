using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Webmail.Engine.Storage;

/// <summary>
/// Hears what other programs change in the same PostgreSQL (<see cref="ChangeNotices"/>), over a connection of its own. What was missed while there was none is made up for: all
/// settings are read again, and all sign-outs.
/// </summary>
public sealed partial class ChangeListener(ChangeNotices notices, SettingsStore settings, SignedOutSessions signedOut, TimeProvider time, ILogger<ChangeListener> logger)
{
    /// <summary>Between two attempts to connect; a sign-out takes effect that much later at most.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Seconds after which a connection that says nothing is asked whether it is still there: routers forget silent ones after some minutes.</summary>
    private const int KeepAlive = 20;

    /// <summary>Listens until it is cancelled. Returns at once where the database is not shared.</summary>
    /// <param name="close">Ends a session in this program; must not throw.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<string, Task> close, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(close);
        if (!notices.IsShared)
            return;
        var wasHeard = true;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(close, () => wasHeard = true, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Once for each outage.
                if (wasHeard)
                    LogDeaf(fault.GetType().Name);
                wasHeard = false;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(Func<string, Task> close, Action onConnected, CancellationToken cancellationToken)
    {
        var heard = new Queue<string>();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(notices.ConnectionString) { KeepAlive = KeepAlive, Pooling = false }.ConnectionString);
        connection.Notification += (_, notice) => heard.Enqueue(notice.Payload);
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {ChangeNotices.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        onConnected();
        settings.ReadAgain(accountId: null);
        foreach (var session in await signedOut.LoadAsync(cancellationToken))
            await close(session);
        while (true)
        {
            while (heard.TryDequeue(out var notice))
                await HearAsync(notice.Split(' ', 4), close);
            await connection.WaitAsync(cancellationToken);
        }
    }

    private async Task HearAsync(string[] words, Func<string, Task> close)
    {
        switch (words)
        {
            case [var who, ..] when who == notices.Self:
                break;
            case [_, ChangeNotices.Settings, .. var account]:
                settings.ReadAgain(string.Join(' ', account));
                break;
            case [_, ChangeNotices.SignOut, var forgetAt, var session] when long.TryParse(forgetAt, NumberStyles.None, CultureInfo.InvariantCulture, out var until):
                if (signedOut.Hear(session, until))
                    await close(session);
                break;
            default:
                // Of a newer version.
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What other programs change in the database can't be heard ({Kind}); it is tried again every two seconds, and made up for then.")]
    private partial void LogDeaf(string kind);
}

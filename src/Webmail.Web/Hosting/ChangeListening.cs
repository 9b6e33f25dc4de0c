using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;

namespace Webmail.Web.Hosting;

/// <summary>Hears, for as long as the program runs, what others change in the same database: who signed out there is signed out here, in every tab.</summary>
internal sealed partial class ChangeListening(ChangeListener listener, AccountSessions sessions, ILogger<ChangeListening> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => listener.RunAsync(CloseAsync, stoppingToken);

    private async Task CloseAsync(string sessionId)
    {
        try
        {
            await sessions.CloseAsync(sessionId);
        }
        catch (Exception fault)
        {
            // Its ticket is worth nothing already, and others are to be heard still.
            LogCloseFailed(fault.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A session that was signed out by another program could not be closed cleanly ({Kind}).")]
    private partial void LogCloseFailed(string kind);
}

using System.Diagnostics;
using Webmail.MailServers.Processes;

namespace Webmail.MailServers;

/// <summary>
/// One private PostgreSQL, reached by a socket in a temporary folder only; the distribution's own cluster is not touched. Disposing ends it and
/// removes the folder; so does the death of this process, however it dies.
/// </summary>
/// <remarks>PostgreSQL refuses to run as root: then it runs as the package's user.</remarks>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Packages = "/usr/lib/postgresql";
    private const string PackageUser = "postgres";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly FolderGuard _guard;
    private readonly string _programs;
    private ServerProcess? _process;

    private PostgreSqlServer(FolderGuard guard, string programs) => (_guard, _programs) = (guard, programs);

    /// <summary>Whether the package is there.</summary>
    public static bool IsInstalled => FindPrograms() is not null;

    private string Data => Path.Combine(_guard.Folder, "postgresql", "data");

    private string Sockets => Path.Combine(_guard.Folder, "postgresql", "socket");

    private string Log => Path.Combine(_guard.Folder, "postgresql.log");

    /// <summary>Makes an empty cluster, starts it and returns when it takes connections.</summary>
    /// <exception cref="ServerStartException">It is not installed or does not start; the message holds its log.</exception>
    public static async Task<PostgreSqlServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var programs = FindPrograms() ?? throw new ServerStartException("PostgreSQL is not installed; tests/scripts/install.sh installs it.");
        var server = new PostgreSqlServer(FolderGuard.Create(), programs);
        try
        {
            await server.InitializeAsync(cancellationToken);
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach a database, which need not exist: migrations make it.</summary>
    public string ConnectionString(string database) => $"Host={Sockets};Username={PackageUser};Database={database}";

    /// <summary>Starts it again after <see cref="StopAsync"/>, with all it had.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        // Nothing in it outlives a test, so nothing need be safe on the disk.
        string[] settings = ["listen_addresses=", $"unix_socket_directories={Sockets}", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200", "shared_buffers=32MB"];
        _process = ServerProcess.Start(Log, [.. AsUser(Path.Combine(_programs, "postgres")), "-D", Data, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        while (await RunAsync([Path.Combine(_programs, "pg_isready"), "-q", "-h", Sockets], limit.Token) != 0)
        {
            if (_process.HasExited)
                throw new ServerStartException($"PostgreSQL ended at once.\n{ReadLog()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    /// <summary>Ends it at once; clients lose their connections.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_process is not { } process)
            throw new InvalidOperationException("It is not running.");
        await process.KillAsync(cancellationToken);
        process.Dispose();
        _process = null;
    }

    /// <summary>Its log, to be shown with a failed test.</summary>
    public string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : "";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _guard.DisposeAsync();
        _process?.Dispose();
    }

    private static string? FindPrograms() => !Directory.Exists(Packages) ? null : Directory.EnumerateDirectories(Packages)
        .Select(folder => Path.Combine(folder, "bin"))
        .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
        .MaxBy(folder => int.TryParse(Path.GetFileName(Path.GetDirectoryName(folder)), out var version) ? version : 0);

    // The working folder may be one that the package's user can't enter.
    private static string[] AsUser(string program) => Environment.IsPrivilegedProcess
        ? ["env", "--chdir=/", ServerProgram.Find("setpriv"), $"--reuid={PackageUser}", $"--regid={PackageUser}", "--clear-groups", program]
        : [program];

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])[Path.Combine(_guard.Folder, "postgresql"), Data, Sockets])
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (Environment.IsPrivilegedProcess)
            {
                var (user, group) = UserNumbers.Of(PackageUser);
                LibC.ChangeOwner(folder, user, group);
            }
        }

        // Whoever reaches the socket is trusted: its folder is for its owner only.
        string[] command = [.. AsUser(Path.Combine(_programs, "initdb")), "-D", Data, "-U", PackageUser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"];
        if (await RunAsync(command, cancellationToken) != 0)
            throw new ServerStartException($"PostgreSQL could not make a cluster.\n{ReadLog()}");
    }

    private async Task<int> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = ServerProcess.Start(Log, command);
        return await process.WaitAsync(cancellationToken);
    }
}

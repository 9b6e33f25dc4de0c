using System.Diagnostics;
using System.Runtime.InteropServices;
using MailKit.Net.Imap;
using MailKit.Security;
using Webmail.MailServers.Processes;

namespace Webmail.MailServers;

/// <summary>
/// One private Cyrus on 127.0.0.1 with one user, for a second opinion on filters: timsieved, and IMAP to make the user's mailbox. Disposing ends it
/// and removes its folder; so does the death of this process, however it dies.
/// </summary>
public sealed class CyrusServer : IAsyncDisposable
{
    private const string Admin = "admin";
    private const string Account = "nobody";

    private readonly FolderGuard _guard;
    private readonly string _root;
    private ServerProcess? _process;

    private CyrusServer(FolderGuard guard, string root) => (_guard, _root) = (guard, root);

    /// <summary>Always <c>127.0.0.1</c>.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>ManageSieve in clear.</summary>
    public int SievePort { get; } = LoopbackPorts.Next();

    /// <summary>The user; the password is <c>secret</c>.</summary>
    public string User { get; } = "anna@example.test";

    private int ImapPort { get; } = LoopbackPorts.Next();

    private string Log => Path.Combine(_guard.Folder, "cyrus.log");

    /// <summary>Where the packages were unpacked (tests/scripts/unpack-cyrus.sh); null: they were not.</summary>
    /// <param name="repository">The repository's folder.</param>
    public static string? FindPrograms(string repository) =>
        Path.Combine(repository, "artifacts", "cyrus") is var root && File.Exists(Path.Combine(root, "usr/sbin/cyrmaster")) ? root : null;

    /// <summary>Starts it and returns when the user can sign in.</summary>
    /// <param name="programs">See <see cref="FindPrograms"/>.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="ServerStartException">It does not start; the message holds its log.</exception>
    public static async Task<CyrusServer> StartAsync(string programs, CancellationToken cancellationToken = default)
    {
        var server = new CyrusServer(FolderGuard.Create(), programs);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.StopAsync(CancellationToken.None);
            process.Dispose();
            _process = null;
        }

        await _guard.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])["conf", "spool", "sieve"])
            Directory.CreateDirectory(PathOf(folder));
        await File.WriteAllTextAsync(PathOf("imapd.conf"), Settings(), cancellationToken);
        await File.WriteAllTextAsync(PathOf("cyrus.conf"), Services(), cancellationToken);
        foreach (var name in (string[])[Admin, User.Split('@')[0]])
            await SetPasswordAsync(name, cancellationToken);
        if (Environment.IsPrivilegedProcess)
        {
            var (user, group) = UserNumbers.Of(Account);
            foreach (var path in (string[])["conf", "spool", "sieve", "sasldb2"])
                LibC.ChangeOwner(PathOf(path), user, group);
        }

        _process = ServerProcess.Start(Log, [.. Environed("usr/sbin/cyrmaster"), "-C", PathOf("imapd.conf"), "-M", PathOf("cyrus.conf"), "-p", PathOf("conf/master.pid")]);
        await Readiness.GreetingAsync("Cyrus", ImapPort, _process, () => File.Exists(Log) ? File.ReadAllText(Log) : "", cancellationToken);
        using var client = new ImapClient();
        await client.ConnectAsync(Host, ImapPort, SecureSocketOptions.None, cancellationToken);
        await client.AuthenticateAsync(Admin, "secret", cancellationToken);
        var others = client.GetFolder(client.OtherNamespaces[0]);
        await others.CreateAsync(User, true, cancellationToken);
        await client.DisconnectAsync(true, cancellationToken);
    }

    private string Settings() => $"""
        configdirectory: {PathOf("conf")}
        partition-default: {PathOf("spool")}
        defaultpartition: default
        sievedir: {PathOf("sieve")}
        cyrus_user: {(Environment.IsPrivilegedProcess ? Account : Environment.UserName)}
        admins: {Admin}
        sasl_mech_list: PLAIN
        sasl_pwcheck_method: auxprop
        sasl_auxprop_plugin: sasldb
        sasl_sasldb_path: {PathOf("sasldb2")}
        allowplaintext: yes
        virtdomains: userid
        defaultdomain: {User.Split('@')[1]}
        servername: localhost

        """;

    private string Services() => $$"""
        START {
          recover cmd="{{Program("ctl_cyrusdb")}} -C {{PathOf("imapd.conf")}} -r"
        }
        SERVICES {
          imap cmd="{{Program("imapd")}} -C {{PathOf("imapd.conf")}}" listen="127.0.0.1:{{ImapPort}}" prefork=0
          sieve cmd="{{Program("timsieved")}} -C {{PathOf("imapd.conf")}}" listen="127.0.0.1:{{SievePort}}" prefork=0
        }
        EVENTS {
        }

        """;

    private async Task SetPasswordAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var realm in (string[])["localhost", User.Split('@')[1]])
        {
            string[] command = [.. Environed("usr/sbin/saslpasswd2"), "-f", PathOf("sasldb2"), "-p", "-c", "-u", realm, name];
            var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true };
            using var process = Process.Start(start)!;
            await process.StandardInput.WriteAsync("secret\n".AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new ServerStartException($"saslpasswd2 ended with {process.ExitCode}.");
        }
    }

    private string PathOf(string name) => Path.Combine(_guard.Folder, name);

    private string Program(string name) => Path.Combine(_root, "usr/lib/cyrus/bin", name);

    /// <summary>A program of the unpacked packages with the libraries and modules that lie beside it.</summary>
    private string[] Environed(string program)
    {
        var machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        var libraries = Path.Combine(_root, "usr/lib", machine);
        return ["/usr/bin/env", $"LD_LIBRARY_PATH={libraries}", $"SASL_PATH={Path.Combine(libraries, "sasl2")}:/usr/lib/{machine}/sasl2", Path.Combine(_root, program)];
    }
}

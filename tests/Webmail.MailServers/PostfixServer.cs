using Webmail.MailServers.Processes;

namespace Webmail.MailServers;

/// <summary>
/// One private Postfix on 127.0.0.1 that takes authenticated submission and delivers to the modern Dovecot by LMTP.
/// Mail to other domains is accepted and thrown away: nothing leaves the machine.
/// </summary>
public sealed class PostfixServer
{
    private readonly string _folder;
    private readonly string _log;
    private ServerProcess? _process;

    internal PostfixServer(string folder)
    {
        _folder = folder;
        _log = Path.Combine(folder, "postfix.log");
    }

    /// <summary>Always <c>127.0.0.1</c>.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>Submission with STARTTLS or in clear.</summary>
    public int SubmissionPort { get; } = LoopbackPorts.Next();

    /// <summary>Submission over TLS.</summary>
    public int SubmissionsPort { get; } = LoopbackPorts.Next();

    /// <summary>Submission in clear as an older server offers it: neither CHUNKING nor PIPELINING.</summary>
    public int PlainSubmissionPort { get; } = LoopbackPorts.Next();

    /// <summary>Takes mail from Dovecot itself (vacation, redirect) without authentication.</summary>
    internal int RelayPort { get; } = LoopbackPorts.Next();

    /// <summary>Postfix' log, to be shown with a failed test.</summary>
    public string ReadLog() => File.Exists(_log) ? File.ReadAllText(_log) : "";

    internal async Task StartAsync(string domain, ServerCertificate certificate, DovecotServer dovecot, CancellationToken cancellationToken)
    {
        var program = ServerProgram.Find("postfix");
        var paths = new PostfixPaths(Path.Combine(_folder, "etc"), Path.Combine(_folder, "queue"), Path.Combine(_folder, "data"), _log);
        foreach (var path in (string[])[paths.Configuration, paths.Queue, paths.Data])
            Directory.CreateDirectory(path);
        var (user, group) = UserNumbers.Of("postfix");
        LibC.ChangeOwner(paths.Data, user, group);
        await File.WriteAllTextAsync(Path.Combine(paths.Configuration, "main.cf"), PostfixConfiguration.MainFile(paths, domain, certificate, dovecot), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(paths.Configuration, "master.cf"), PostfixConfiguration.MasterFile(this), cancellationToken);

        _process = ServerProcess.Start(_log, program, "-c", paths.Configuration, "start-fg");
        await Readiness.GreetingAsync("Postfix", SubmissionPort, _process, ReadLog, cancellationToken);
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Webmail.MailServers.Processes;

/// <summary>A server in the foreground, in a session of its own: Ctrl+C in the terminal does not reach it, and its children can be found.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <param name="output">File that what the server prints is added to.</param>
    /// <param name="command">Program and arguments.</param>
    public static ServerProcess Start(string output, params string[] command)
    {
        // The shell only opens the file; it becomes setsid, which becomes the server, all under one process id.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in (string[])["-c", "out=$1; shift; exec setsid \"$@\" >>\"$out\" 2>&1 </dev/null", "sh", output, .. command])
            start.ArgumentList.Add(argument);
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it ends by itself, and gives its exit status.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks the server to end, and waits until it and all its children have.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        LibC.Signal(_process.Id, LibC.Terminate);
        await _process.WaitForExitAsync(cancellationToken);
        await EndSessionAsync(cancellationToken);
    }

    /// <summary>Ends the server and all its children without a warning, as a crash would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        LibC.Signal(_process.Id, LibC.Kill);
        await _process.WaitForExitAsync(cancellationToken);
        await EndSessionAsync(cancellationToken);
    }

    public void Dispose() => _process.Dispose();

    private async Task EndSessionAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var left = InSession(_process.Id);
            if (left.Count == 0)
                return;
            foreach (var process in left)
                LibC.Signal(process, LibC.Kill);
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }

    private static List<int> InSession(int session)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var process))
                continue;
            try
            {
                // proc(5): pid (comm) state ppid pgrp session …; comm may hold spaces and parentheses.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[0] != "Z" && int.Parse(fields[3], CultureInfo.InvariantCulture) == session)
                    found.Add(process);
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }
}

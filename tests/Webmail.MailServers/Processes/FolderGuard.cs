using System.Diagnostics;

namespace Webmail.MailServers.Processes;

/// <summary>
/// A temporary folder that can't be left behind. A shell in a session of its own waits for the end of its input, which comes when
/// we dispose and also when this process is killed; then it kills every process that works in the folder and removes the folder.
/// </summary>
internal sealed class FolderGuard : IAsyncDisposable
{
    // Dovecot's and Postfix' processes all have their working directory in their own run or queue directory.
    // The loop runs until a round finds nobody: a server may have been about to fork.
    private const string Script = """
        trap '' HUP INT TERM
        cd /
        read -r line
        again=yes
        while [ -n "$again" ]; do
          again=
          for process in /proc/[0-9]*; do
            case "$(readlink "$process/cwd" 2>/dev/null)" in
              "$1"/*) kill -9 "${process#/proc/}" 2>/dev/null && again=yes ;;
            esac
          done
        done
        rm -rf "$1"
        """;

    private readonly Process _guard;

    private FolderGuard(string folder, Process guard)
    {
        Folder = folder;
        _guard = guard;
    }

    public string Folder { get; }

    public static FolderGuard Create()
    {
        var folder = Directory.CreateTempSubdirectory("webmail-").FullName;
        // The servers' own users must get through to their parts.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);

        var start = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardInput = true };
        foreach (var argument in (string[])["/bin/sh", "-c", Script, "sh", folder])
            start.ArgumentList.Add(argument);
        return new FolderGuard(folder, Process.Start(start)!);
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }
}

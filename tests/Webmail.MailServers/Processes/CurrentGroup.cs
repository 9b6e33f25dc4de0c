using System.Diagnostics;

namespace Webmail.MailServers.Processes;

/// <summary>The group of this process.</summary>
internal static class CurrentGroup
{
    public static async Task<string> NameAsync(CancellationToken cancellationToken)
    {
        using var id = Process.Start(new ProcessStartInfo("id", "-gn") { UseShellExecute = false, RedirectStandardOutput = true })!;
        var name = await id.StandardOutput.ReadToEndAsync(cancellationToken);
        await id.WaitForExitAsync(cancellationToken);
        return name.Trim();
    }
}

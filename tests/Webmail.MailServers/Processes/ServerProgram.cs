namespace Webmail.MailServers.Processes;

/// <summary>Where the servers' programs are.</summary>
internal static class ServerProgram
{
    // Not on the path of everyone.
    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"];

    /// <exception cref="ServerStartException">It is not installed.</exception>
    public static string Find(string name) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new ServerStartException($"{name} is not installed; tests/scripts/install.sh installs it.");
}

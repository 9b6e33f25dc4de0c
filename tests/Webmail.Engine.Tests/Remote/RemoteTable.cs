using System.Net;

namespace Webmail.Engine.Tests.Remote;

/// <summary>Reads the tables of <c>docs/remote-content.md</c>, which say what the program does.</summary>
internal static class RemoteTable
{
    /// <summary>The rows below a heading: the address, what its name leads to, and the verdict.</summary>
    public static IEnumerable<(string Address, IPAddress[] LeadsTo, string Verdict)> Rows(string heading)
    {
        var cells = File.ReadLines(Path.Combine(Repository(), "docs", "remote-content.md"))
            .SkipWhile(line => line != "## " + heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|').Select(cell => cell.Trim().Trim('`')).ToArray());
        return cells.Select(cell => (cell[1], cell[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray(), cell[3]));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webmail.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}

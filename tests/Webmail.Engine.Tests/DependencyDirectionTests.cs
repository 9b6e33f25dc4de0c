using System.Text.RegularExpressions;

namespace Webmail.Engine.Tests;

/// <summary>Dependencies run one way, so that a part can be understood without those above it.</summary>
public sealed partial class DependencyDirectionTests
{
    /// <summary>Who may use whom. A new folder takes its place here first.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Mailboxes"] = [],
        ["Operations"] = ["Mailboxes"],
        // What a message gives away about who sent it, and how: pure, so that what is read can be judged at once.
        ["Trust"] = ["Mailboxes"],
        // In memory only: the mirror never sees the network.
        ["Mirror"] = ["Mailboxes", "Operations"],
        ["Storage"] = [],
        // Guarded requests to what strangers named: knows nothing of mail.
        ["Remote"] = [],
        // Of Accounts the words only; see the second test.
        ["Imap"] = ["Accounts", "Mailboxes"],
        ["Submission"] = ["Trust", "Accounts", "Imap", "Sync", "Reading", "Storage", "Operations", "Mailboxes"],
        ["Sieve"] = ["Accounts", "Imap", "Storage", "Mailboxes"],
        // Does with the mail that is there what the server does with what comes.
        ["Filtering"] = ["Sieve", "Accounts", "Imap", "Sync", "Mirror", "Operations", "Mailboxes"],
        // Completes the recipients of what is written.
        ["Contacts"] = ["Submission", "Storage", "Trust", "Mailboxes"],
        // What a calendar in a message says, and the answers to it.
        ["Invitations"] = ["Submission", "Reading", "Storage", "Accounts", "Mailboxes"],
        ["Search"] = ["Imap", "Mirror", "Operations", "Mailboxes"],
        ["Reading"] = ["Trust", "Imap", "Mirror", "Operations", "Mailboxes"],
        // Reads of an attachment what is shown of it.
        ["Attachments"] = ["Reading", "Imap"],
        ["Sync"] = ["Accounts", "Imap", "Search", "Mirror", "Operations", "Mailboxes"],
        ["Accounts"] = ["Attachments", "Imap", "Sieve", "Filtering", "Submission", "Storage", "Sync", "Search", "Reading", "Mirror", "Operations", "Mailboxes"],
    };

    [Fact]
    public void A_folder_of_the_engine_uses_only_those_below_it()
    {
        var engine = Path.Combine(Repository(), "src", "Webmail.Engine");
        var wrong = from file in Sources(engine, "*.cs")
                    let folder = Path.GetRelativePath(engine, file).Split(Path.DirectorySeparatorChar)[0]
                    from used in Uses(file).Select(name => EngineFolder().Match(name)).Where(match => match.Success).Select(match => match.Groups[1].Value)
                    where used != folder && !(Allowed.TryGetValue(folder, out var below) && below.Contains(used))
                    select $"{Path.GetRelativePath(engine, file)} uses {used}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_below_the_session_knows_it()
    {
        var engine = Path.Combine(Repository(), "src", "Webmail.Engine");
        var wrong = Sources(engine, "*.cs")
            .Where(file => Path.GetRelativePath(engine, file).Split(Path.DirectorySeparatorChar)[0] is not "Accounts")
            .Where(file => File.ReadLines(file).Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Session().IsMatch(line)));

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_pages_know_neither_the_protocol_nor_the_database()
    {
        var pages = Path.Combine(Repository(), "src", "Webmail.Web", "UI");
        var wrong = from pattern in new[] { "*.cs", "*.razor" }
                    from file in Sources(pages, pattern)
                    from used in Uses(file)
                    where Protocol().IsMatch(used)
                    select $"{Path.GetRelativePath(pages, file)} uses {used}";

        Assert.Empty(wrong);
    }

    private static List<string> Sources(string folder, string pattern)
    {
        var files = Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();
        // A search that finds nothing would prove nothing.
        Assert.NotEmpty(files);
        return files;
    }

    private static IEnumerable<string> Uses(string file) =>
        File.ReadLines(file).Select(line => Using().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Webmail.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex(@"^@?using (?:static )?(?:\w+ = )?([\w.]+)")]
    private static partial Regex Using();

    [GeneratedRegex(@"^Webmail\.Engine\.(\w+)")]
    private static partial Regex EngineFolder();

    [GeneratedRegex(@"\bAccountSessions?\b")]
    private static partial Regex Session();

    // MailKit's words for flags and UIDs are the engine's own; its clients are not for pages.
    [GeneratedRegex(@"^(MailKit\.|MimeKit|Microsoft\.EntityFrameworkCore|Microsoft\.Data)")]
    private static partial Regex Protocol();
}

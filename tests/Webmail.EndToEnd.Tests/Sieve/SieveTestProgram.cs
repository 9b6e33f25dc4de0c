using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>Pigeonhole's <c>sieve-test</c>: runs a script for a message and says what would become of it.</summary>
internal sealed partial class SieveTestProgram : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("webmail-sieve-");

    public SieveTestProgram()
    {
        var (user, group) = Environment.IsPrivilegedProcess ? ("nobody", "nogroup") : (Environment.UserName, Environment.UserName);
#pragma warning disable CA1416 // Dovecot is not to be had on Windows.
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_111_111);
#pragma warning restore CA1416
        File.WriteAllText(PathOf("dovecot.conf"), $"""
            base_dir = {folder.FullName}/run
            log_path = /dev/stderr
            protocols =
            mail_uid = {user}
            mail_gid = {group}
            mail_home = {folder.FullName}/home
            mail_location = maildir:~/Maildir
            recipient_delimiter = +

            """);
    }

    /// <summary>What would become of it: a line for each effect, sorted.</summary>
    public async Task<string[]> RunAsync(string script, string message, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(PathOf("script.sieve"), script, cancellationToken);
        await File.WriteAllTextAsync(PathOf("message.eml"), message, cancellationToken);
        var start = new ProcessStartInfo("sieve-test") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-C", "-c", PathOf("dovecot.conf"), "-f", "anna+x@outside.test", "-r", "me+work@b.example", "-a", "me+work@b.example", PathOf("script.sieve"), PathOf("message.eml")])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, $"sieve-test: {await errors}\n{script}");
        return Effects(output);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private static string[] Effects(string output)
    {
        var effects = new List<string>();
        foreach (var line in output.Split('\n'))
        {
            if (Stored().Match(line) is { Success: true } stored)
                effects.Add($"store {stored.Groups[1].Value}");
            else if (Flags().Match(line) is { Success: true } flags && effects[^1].StartsWith("store", StringComparison.Ordinal))
                effects[^1] += $" ({string.Join(' ', flags.Groups[1].Value.ToLowerInvariant().Split(' ').Order(StringComparer.Ordinal))})";
            else if (Redirected().Match(line) is { Success: true } redirected)
                effects.Add($"redirect {redirected.Groups[1].Value}");
            else if (line.Contains("send vacation message", StringComparison.Ordinal))
                effects.Add("vacation");
            else if (line.Contains("reject message", StringComparison.Ordinal))
                effects.Add("reject");
        }

        // It says twice what is stored once: see the deliveries of "copy to the inbox".
        return [.. effects.Distinct().Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^ \* store message in folder: (.+)$")]
    private static partial Regex Stored();

    [GeneratedRegex(@"^\s+\+ add IMAP flags: (.+?)\s*$")]
    private static partial Regex Flags();

    [GeneratedRegex(@"^ \* redirect message to: <(.+)>")]
    private static partial Regex Redirected();
}

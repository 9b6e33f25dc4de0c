using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>
/// The published program on a free port of 127.0.0.1, with a data directory of its own. It ends when this is disposed, or when this
/// process ends, however it ends: the shell that guards it waits for the end of its input.
/// </summary>
public sealed partial class WebmailProgram : IAsyncDisposable
{
    private static readonly SemaphoreSlim Publishing = new(1);
    private static string? _published;

    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _dataDirectory = Directory.CreateTempSubdirectory("webmail-e2e-").FullName;
    private readonly Process _process;

    private WebmailProgram(string program, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        const string guard = "\"$1\" </dev/null & p=$!; trap '' INT TERM; cat >/dev/null; kill -TERM $p 2>/dev/null; wait $p";
        foreach (var argument in (string[])["-c", guard, "sh", program])
            start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["DataDirectory"] = _dataDirectory;
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    /// <summary>The top of the working copy.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Where it answers, such as <c>http://127.0.0.1:41234</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it has printed, line by line.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>The process of the program itself, for its memory; 0 when it has gone.</summary>
    public int ProcessId => File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(int.Parse)
        .FirstOrDefault(child => File.ReadAllText($"/proc/{child}/comm").StartsWith("Webmail", StringComparison.Ordinal));

    /// <summary>Starts it and returns when it listens.</summary>
    /// <param name="settings">Environment variables, such as <c>Mail__Imap__Host</c>.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it printed.</exception>
    public static async Task<WebmailProgram> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default)
    {
        var webmail = new WebmailProgram(await PathAsync(cancellationToken), settings);
        try
        {
            webmail._process.Start();
            webmail._process.BeginOutputReadLine();
            webmail._process.BeginErrorReadLine();
            webmail.Address = await webmail._listening.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
            return webmail;
        }
        catch (Exception exception)
        {
            await webmail.DisposeAsync();
            throw new InvalidOperationException("The program did not start:\n" + string.Join('\n', webmail.Log), exception);
        }
    }

    /// <summary>The program's file. <c>WEBMAIL_PUBLISHED</c> names its folder; without, it is published once.</summary>
    public static async Task<string> PathAsync(CancellationToken cancellationToken) => Path.Combine(await PublishedAsync(cancellationToken), "Webmail.Web");

    /// <summary>The lines that a person who runs the program would have to look into: warnings, errors and exceptions, save <paramref name="expected"/>.</summary>
    public IReadOnlyList<string> Complaints(Regex? expected = null)
    {
        var lines = _log.ToList();
        var found = new List<string>();
        for (var line = 0; line < lines.Count; line++)
        {
            if (!Complaint().IsMatch(lines[line]))
                continue;
            // The console formatter puts the message and the stack on the lines below, indented.
            var whole = string.Join('\n', lines.Skip(line).Take(1).Concat(lines.Skip(line + 1).TakeWhile(text => text.StartsWith(' ')).Take(6)));
            if (expected?.IsMatch(whole) != true && !found.Contains(whole))
                found.Add(whole);
        }

        return found;
    }

    /// <summary>The lines that tell of somebody's mail: addresses, names of mailboxes, subjects of our tests.</summary>
    public IReadOnlyList<string> MailData() => [.. _log.Where(line => MailWords().IsMatch(line))];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It was never started.
        }

        _process.Dispose();
        Directory.Delete(_dataDirectory, recursive: true);
    }

    private static async Task<string> PublishedAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("WEBMAIL_PUBLISHED") is { Length: > 0 } given)
            return File.Exists(Path.Combine(given, "Webmail.Web")) ? given : throw new InvalidOperationException($"WEBMAIL_PUBLISHED: {given} holds no program.");
        await Publishing.WaitAsync(cancellationToken);
        try
        {
            if (_published is not null)
                return _published;
            var folder = Path.Combine(RepositoryRoot, "artifacts", "publish");
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = RepositoryRoot };
            foreach (var argument in (string[])["publish", "src/Webmail.Web/Webmail.Web.csproj", "-c", "Release", "-v", "q", "-nodeReuse:false", "-o", folder])
                start.ArgumentList.Add(argument);
            using var publish = Process.Start(start)!;
            var output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
            await publish.WaitForExitAsync(cancellationToken);
            return publish.ExitCode == 0 ? _published = folder : throw new InvalidOperationException(output);
        }
        finally
        {
            Publishing.Release();
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webmail.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Not below the repository.");
        return folder.FullName;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _listening.TrySetException(new InvalidOperationException("It ended."));
            return;
        }

        _log.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"@example\.test|@outside\.test|@sender\.test|INBOX|\bsecret\b")]
    private static partial Regex MailWords();

    [GeneratedRegex(@"^(warn|fail|crit): |^Unhandled exception|^\s*at .+ in .+:line \d+")]
    private static partial Regex Complaint();
}

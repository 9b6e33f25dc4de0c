using System.Runtime.InteropServices;

namespace Webmail.MailServers;

/// <summary>Runs the servers with the demo mailboxes until the input ends or a signal comes.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] options)
    {
        string? envFile = options switch
        {
            [] => null,
            ["--env", var file] => file,
            _ => throw new ArgumentException("usage: demo [--env FILE]", nameof(options)),
        };

        using var ended = new CancellationTokenSource();
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ended.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);

        PrivateMailServers servers;
        try
        {
            servers = await PrivateMailServers.StartAsync(new PrivateMailServersOptions { Plain = null }, ended.Token);
        }
        catch (ServerStartException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }

        await using (servers)
        {
            var demo = await DemoMailboxes.CreateAsync(servers, TimeProvider.System.GetLocalNow(), ended.Token);
            if (envFile is not null)
                await WriteSettingsAsync(envFile, servers, demo, ended.Token);
            Console.WriteLine($"user {demo.User}");
            Console.WriteLine($"password {demo.Password}");
            Console.WriteLine($"other user {demo.OtherUser}");
            if (servers.Submission is null)
                Console.WriteLine("no submission: Postfix needs root");
            Console.WriteLine("ready");
            await InputEndAsync(ended.Token);
        }

        return 0;
    }

    // Renamed into place when complete: who waits for the file may read it at once.
    private static async Task WriteSettingsAsync(string file, PrivateMailServers servers, DemoMailboxes demo, CancellationToken cancellationToken)
    {
        var lines = servers.WebmailSettings(servers.Modern).Select(setting => $"{setting.Key}={setting.Value}")
            .Append($"WEBMAIL_DEMO_USER={demo.User}").Append($"WEBMAIL_DEMO_PASSWORD={demo.Password}").Append($"WEBMAIL_DEMO_OTHER_USER={demo.OtherUser}");
        await File.WriteAllLinesAsync(file + ".new", lines, cancellationToken);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static async Task InputEndAsync(CancellationToken cancellationToken)
    {
        // On a thread of its own: a read of the console's input heeds no cancellation.
        var end = Task.Run(() => { while (Console.In.Read() >= 0) { } }, CancellationToken.None);
        await Task.WhenAny(end, Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
    }
}

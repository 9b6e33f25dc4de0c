using System.Globalization;
using System.Security.Cryptography;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.EndToEnd.Tests.Crash;
using Webmail.Engine.Submission;
using Webmail.MailServers;

namespace Webmail.Bench;

/// <summary>The memory of the process while ten people upload 25 MB each at once, and while they send what they uploaded.</summary>
internal sealed class UploadBench(WebmailProgram program, PrivateMailServers servers, ResultTable table)
{
    private const int People = 10;
    private const int Octets = 25 * 1024 * 1024;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var people = new List<(HttpPerson Person, Draft Draft)>();
        var content = RandomNumberGenerator.GetBytes(Octets);
        for (var number = 0; number < People; number++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"uploader-{number}@{servers.Domain}");
            await servers.AddUserAsync(user, "secret");
            var person = new HttpPerson(program.Address);
            await person.SignInAsync(user, cancellationToken);
            people.Add((person, new Draft { Id = Guid.NewGuid(), MessageId = $"{Guid.NewGuid():N}@{servers.Domain}", To = [user], Subject = "Large", Text = "Good morning" }));
        }

        var idle = Resident();
        table.Add("memory: idle, ten people signed in (MB)", [idle], null);
        var files = new DraftAttachment[People];
        var uploads = await PeakAsync(() => Task.WhenAll(people.Select(async (one, number) =>
            files[number] = await one.Person.UploadAsync(one.Draft.Id, "large.bin", "application/octet-stream", new MemoryStream(content), cancellationToken))));
        table.Add("memory: above that while they upload 25 MB each (MB)", [uploads - idle], 150);
        var sent = await PeakAsync(() => Task.WhenAll(people.Select((one, number) => SendAsync(one.Person, one.Draft with { Attachments = [files[number]] }, cancellationToken))));
        table.Add("memory: above that while they send it (MB)", [sent - idle], null);
        foreach (var (person, _) in people)
            person.Dispose();
    }

    private static async Task SendAsync(HttpPerson person, Draft draft, CancellationToken cancellationToken)
    {
        if (!await person.SendAsync(draft, cancellationToken))
            throw new InvalidOperationException("A message was not taken.");
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await person.StepAsync(draft.Id, cancellationToken) is not "done")
            await look.WaitForNextTickAsync(cancellationToken);
    }

    private async Task<double> PeakAsync(Func<Task> act)
    {
        var acting = act();
        var peak = Resident();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!acting.IsCompleted)
        {
            peak = Math.Max(peak, Resident());
            await look.WaitForNextTickAsync();
        }

        await acting;
        return peak;
    }

    /// <summary>Resident memory in MB.</summary>
    private double Resident() =>
        File.ReadLines($"/proc/{program.ProcessId}/status").Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).Single();
}

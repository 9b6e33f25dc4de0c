using System.Globalization;
using Microsoft.Playwright;
using Webmail.Bench;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.MailServers;

var sizes = new List<int> { 1_000, 10_000, 100_000 };
var rounds = 20;
string? only = null;
foreach (var option in args.Chunk(2))
{
    switch (option)
    {
        case ["--sizes", var given]:
            sizes = [.. given.Split(',').Select(static size => int.Parse(size, CultureInfo.InvariantCulture))];
            break;
        case ["--rounds", var given]:
            rounds = int.Parse(given, CultureInfo.InvariantCulture);
            break;
        case ["--only", "mailbox" or "writing" or "sending" or "filters" or "cleaning" or "newsletter"]:
            only = option[1];
            break;
        default:
            Console.Error.WriteLine("usage: Webmail.Bench [--sizes 1000,10000,100000] [--rounds 20] [--only mailbox|writing|sending|filters|cleaning|newsletter]");
            return 2;
    }
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

if (only is null or "cleaning")
{
    var table = new ResultTable($"Cleaning HTML (medians of {rounds})");
    new CleaningBench(rounds, table).Run();
    table.Print(Console.Out);
    if (only is not null)
        return 0;
}

await using var servers = await PrivateMailServers.StartAsync(new PrivateMailServersOptions { Plain = null }, interrupted.Token);
await using var program = await WebmailProgram.StartAsync(servers.WebmailSettings(servers.Modern), interrupted.Token);
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(Chromium.Options());
if (only is null or "newsletter")
{
    var table = new ResultTable($"Reading newsletters (medians of {rounds})");
    await new NewsletterBench(browser, program, servers, rounds, table).RunAsync(interrupted.Token);
    table.Print(Console.Out);
}

if (only is null or "filters")
{
    var table = new ResultTable($"Filters (medians of {rounds})");
    await new FilterBench(browser, program, servers, rounds, table).RunAsync(interrupted.Token);
    table.Print(Console.Out);
}

if (only is null or "writing" or "sending" && servers.Submission is not null)
{
    var table = new ResultTable($"Writing and sending (medians of {rounds})");
    await new WritingBench(browser, program, servers, rounds, table).RunAsync(interrupted.Token);
    if (only is not "sending")
    {
        await new CompletionBench(browser, program, servers, table).RunAsync(interrupted.Token);
        await new UploadBench(program, servers, table).RunAsync(interrupted.Token);
    }

    table.Print(Console.Out);
}

foreach (var size in only is null or "mailbox" ? sizes : [])
{
    var user = string.Create(CultureInfo.InvariantCulture, $"bench-{size}@{servers.Domain}");
    await servers.AddUserAsync(user, "secret");
    var seeding = await servers.Modern.SeedAsync(user, "INBOX", size, interrupted.Token);
    await servers.Modern.SeedAsync(user, "Small", 20, interrupted.Token);
    var table = new ResultTable(string.Create(CultureInfo.InvariantCulture, $"INBOX of {size:N0} (seeded in {seeding.TotalSeconds:N0} s, medians of {rounds})"));
    await new MailboxBench(browser, program, servers.Modern, user, size, rounds, table).RunAsync(interrupted.Token);
    table.Print(Console.Out);
}

return 0;

using System.Diagnostics;
using System.Text;
using MailKit.Search;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.MailServers.Loading;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>Messages of every kind on a real server.</summary>
public sealed class AnyMessageTests(MailServersFixture fixture, ITestOutputHelper output) : IClassFixture<MailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Each of the corpus with <c>WEBMAIL_CORPUS_ALL=1</c>, else each eighth.</summary>
    [Fact]
    public async Task Every_message_of_the_corpus_opens_with_its_files_and_what_is_attached()
    {
        var messages = MailCorpus.Require(each: 8, "INBOX");
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern);
        await account.Server.LoadAsync(account.User, messages.Select(one => one.Message), Cancelled);
        // Not by their envelopes: MailKit reads no field of one that has more than 4,096 octets.
        var uids = (await (await account.SelectAsync("INBOX")).SearchAsync(SearchQuery.All, Cancelled)).Order().ToList();
        Assert.Equal(messages.Count, uids.Count);
        var faults = new List<string>();
        var opened = 0;
        var costs = new OpeningCosts(Environment.ProcessId);
        foreach (var ((name, _), uid) in messages.Zip(uids))
        {
            try
            {
                var key = new MessageKey("INBOX", uid.Validity, uid.Id);
                if (MailCorpus.WantsAll)
                    await costs.MeasureAsync(name, () => FirstLookAsync(account, key));
                opened += await OpenAsync(account, key);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                faults.Add($"{name}: {fault.GetType().Name} {fault.Message}");
            }
        }

        output.WriteLine($"{messages.Count} messages, {opened} with those attached.");
        if (MailCorpus.WantsAll)
            await costs.WriteAsync("corpus-engine.txt", "fetched, read and made ready by the engine, nothing known before");
        Assert.Empty(faults);
    }

    /// <summary>MailKit gives up a connection on which a string of an envelope has more than 4,096 octets: one stranger's message, and nobody's would be seen.</summary>
    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_subject_of_any_length_keeps_no_other_message_from_being_listed(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        StoredMessage Message(int day, string subject) => new(
            "INBOX", DateTimeOffset.UnixEpoch.AddYears(50).AddDays(day), "",
            Encoding.Latin1.GetBytes($"From: =?utf-8?q?Petra_J=C3=A4ger?= <petra@a.example>\r\nTo: otto@b.example, uta@b.example\r\nSubject: {subject}\r\nMessage-ID: <{day}@a.example>\r\n\r\nx\r\n"));
        await account.Server.LoadAsync(account.User, [Message(1, "before"), Message(2, new string('\u00fc', 10_000)), Message(3, "after")], Cancelled);

        var listing = await account.ListAsync("INBOX");
        await account.UntilAsync(() => listing.Count == 3, "the messages");
        await account.Session.FetchRowsAsync(listing, 0, 60, Cancelled);

        var rows = listing.Uids.Select(uid => listing.Mirror.Find(uid)).OfType<MessageRow>().OrderBy(row => row.Received).ToList();
        Assert.Equal([6, 1_000, 5], rows.Select(row => row.Subject.Length));
        Assert.All(rows, row => Assert.Equal("Petra Jäger", Assert.Single(row.From).Name));
        Assert.All(rows, row => Assert.Equal(["otto@b.example", "uta@b.example"], row.To.Select(to => to.Address)));
        Assert.Equal(["1@a.example", "2@a.example", "3@a.example"], rows.Select(row => row.MessageId));

        // One that comes in while the mailbox is open and watched.
        await account.Server.LoadAsync(account.User, [Message(4, new string('\u00e4', 5_000))], Cancelled);
        await account.UntilAsync(() => listing.Count == 4, "the new message");
        await account.Session.FetchRowsAsync(listing, 0, 60, Cancelled);
        Assert.All(listing.Uids, uid => Assert.NotNull(listing.Mirror.Find(uid)));

        // Names of files stand in the structure.
        await account.Server.LoadAsync(account.User, [WithFileNamed(new string('\u00f6', 10_000))], Cancelled);
        await account.UntilAsync(() => listing.Count == 5, "the message with a file");
        await account.Session.FetchRowsAsync(listing, 0, 60, Cancelled);
        var last = listing.Uids.Select(uid => listing.Mirror.Find(uid)).OfType<MessageRow>().MaxBy(row => row.Uid)!;
        Assert.Equal(("A file", ""), (last.Subject, Assert.Single(last.Attachments)));
        await account.Session.FetchPreviewsAsync(listing, 0, 60, Cancelled);

        // One that is not fetched whole.
        await account.Server.LoadAsync(account.User, [WithFileNamed(new string('\u00f6', 10_000), octets: 400_000)], Cancelled);
        await account.UntilAsync(() => listing.Count == 6, "the message with a large file");
        var key = new MessageKey("INBOX", listing.Mirror.UidValidity, listing.Uids.Max());
        var message = await account.Session.Reader.GetAsync(key, ConnectionRole.Interactive, Cancelled);
        using var file = new MemoryStream();
        await account.Session.Reader.CopyAttachmentAsync(key, message.Structure.Find(Assert.Single(message.Details.Attachments).Section)!, file, Cancelled);
        Assert.Equal(400_000, file.Length);
    }

    private static StoredMessage WithFileNamed(string name, int octets = 1) => new(
        "INBOX", DateTimeOffset.UnixEpoch.AddYears(51), "",
        Encoding.Latin1.GetBytes("From: petra@a.example\r\nSubject: A file\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText\r\n--b\r\n"
            + $"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{string.Concat(Enumerable.Repeat("0123456\r\n", octets / 9)).PadRight(octets, 'x')}\r\n--b--\r\n"));

    /// <summary>What a person waits for is the text; a file of 50 MB stays where it is.</summary>
    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_message_of_50_MB_opens_its_text_at_once(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        await account.Server.LoadAsync(account.User, [new StoredMessage("INBOX", DateTimeOffset.UnixEpoch.AddYears(50), "", WithFile(37_000_000))], Cancelled);
        var row = Assert.Single(await account.LookAsync("INBOX"));
        var key = new MessageKey("INBOX", row.UniqueId.Validity, row.UniqueId.Id);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var message = await account.Session.Reader.GetAsync(key, ConnectionRole.Interactive, Cancelled);
        var time = Stopwatch.GetElapsedTime(started);

        output.WriteLine($"{flavour}: {time.TotalMilliseconds:0} ms, {(GC.GetAllocatedBytesForCurrentThread() - before) / 1e6:0.0} MB of this thread.");
        Assert.Contains("The text at once", message.Rendered.Body);
        Assert.Equal("film.bin", Assert.Single(message.Details.Attachments).Name);
        // The server reads 50 MB once to know the structure; more than that is not waited for.
        Assert.True(time < TimeSpan.FromSeconds(10), $"{time}");
    }

    /// <summary>Fetches a message and renders it for the reader.</summary>
    private static async Task<double> FirstLookAsync(OpenAccount account, MessageKey key)
    {
        // What earlier messages left behind is not this one's.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        var started = Stopwatch.GetTimestamp();
        var message = await account.Session.Reader.GetAsync(key, ConnectionRole.Interactive, Cancelled);
        FrameDocument.Write(message.Rendered, new FrameLook(false, "Blocked", "Quote"));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Opens a message, fetches each file, and opens those that are messages. Says how many were opened.</summary>
    private static async Task<int> OpenAsync(OpenAccount account, MessageKey key)
    {
        var message = await account.Session.Reader.GetAsync(key, ConnectionRole.Interactive, Cancelled);
        var opened = 1;
        foreach (var file in message.Details.Attachments)
        {
            if (message.Structure.Find(file.Section) is not { } part)
                continue;
            await account.Session.Reader.CopyAttachmentAsync(key, part, Stream.Null, Cancelled);
            if (part.OpensAsMessage && key.Within.Count(c => c == '/') < 3 && key.Attached(file.Section) is { } attached)
                opened += await OpenAsync(account, attached);
        }
        return opened;
    }

    private static byte[] WithFile(int octets) => Encoding.Latin1.GetBytes(
        "From: Petra <petra@a.example>\r\nSubject: Plans\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe text at once\r\n"
        + "--b\r\nContent-Type: application/octet-stream; name=film.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Convert.ToBase64String(new byte[octets], Base64FormattingOptions.InsertLineBreaks) + "\r\n--b--\r\n");
}

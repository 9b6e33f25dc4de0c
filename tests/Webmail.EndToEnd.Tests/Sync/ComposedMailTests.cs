using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MailKit;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.EndToEnd.Tests.Crash;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Submission;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>What is composed, read by another implementation: Python's <c>email</c> package.</summary>
public sealed class ComposedMailTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    /// <summary>Reads every message of a folder and says what it found, one JSON object a line. Texts are put together again as RFC 3676 has it.</summary>
    private const string Reader = """
        import email, email.policy, hashlib, json, pathlib, sys

        def unflow(text):
            lines, flowed = [], False
            for line in text.splitlines():
                depth = len(line) - len(line.lstrip('>'))
                rest = line[depth:]
                if rest.startswith(' '):
                    rest = rest[1:]
                if flowed and lines[-1][0] == depth and rest != '-- ':
                    lines[-1][1] += rest
                else:
                    lines.append([depth, rest])
                flowed = rest.endswith(' ') and rest != '-- '
            return '\n'.join('>' * depth + (' ' if depth and rest else '') + rest for depth, rest in lines)

        def addresses(message, field):
            return [[a.display_name, a.addr_spec] for a in message[field].addresses] if message[field] else []

        for path in sorted(pathlib.Path(sys.argv[1]).glob('*.eml')):
            source = path.read_bytes()
            message = email.message_from_bytes(source, policy=email.policy.default)
            plain, html = message.get_body(('plain',)), message.get_body(('html',))
            leaves = [part for part in message.walk() if part.is_attachment() or part.get_content_disposition() == 'inline']
            print(json.dumps({
                'name': path.stem,
                'defects': [str(d) for part in message.walk() for d in part.defects] + [str(d) for value in message.values() for d in getattr(value, 'defects', [])],
                'subject': message['subject'],
                'id': message['message-id'],
                'references': message['references'],
                'from': addresses(message, 'from'), 'to': addresses(message, 'to'), 'cc': addresses(message, 'cc'), 'bcc': addresses(message, 'bcc'),
                'text': unflow(plain.get_content()) if plain else None,
                'html': html.get_content() if html else None,
                'files': [[part.get_filename(), part.get_content_type(), (part['content-id'] or '').strip('<>'),
                    hashlib.sha256(part.get_payload(0).as_bytes(policy=message.policy.clone(linesep='\r\n', refold_source='none')) if part.get_content_type() == 'message/rfc822' else part.get_payload(decode=True)).hexdigest()] for part in leaves],
                'longest': max(len(line) for line in source.split(b'\r\n')),
                'ascii': source.isascii(),
                'bare': source.replace(b'\r\n', b'').count(b'\n') + source.replace(b'\r\n', b'').count(b'\r'),
            }))
        """;

    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Uploaded, sent and submitted by the published program, delivered by Postfix, fetched by another client, and read by Python.</summary>
    [Fact]
    public async Task Every_message_arrives_as_it_was_written()
    {
        Assert.SkipUnless(fixture.Servers.Submission is not null, "Postfix needs root.");
        var (writer, reader) = (await fixture.NewUserAsync(), await fixture.NewUserAsync());
        await using var program = await WebmailProgram.StartAsync(fixture.Servers.WebmailSettings(fixture.Servers.Modern), Cancelled);
        using var person = new HttpPerson(program.Address);
        await person.SignInAsync(writer, Cancelled);
        var folder = Directory.CreateTempSubdirectory("webmail-composed-");
        try
        {
            var written = new Dictionary<string, (Draft Draft, IReadOnlyList<byte[]> Files)>();
            foreach (var (name, change, files) in Table())
            {
                var begun = new Draft { Id = Guid.NewGuid(), MessageId = $"{Guid.NewGuid():N}@example.test", To = ["b@outside.test"], Subject = name, Text = "Text" };
                var attached = new List<DraftAttachment>();
                foreach (var (file, type, cid, content) in files)
                    attached.Add(await person.UploadAsync(begun.Id, file, type, new MemoryStream(content), Cancelled) with { ContentId = cid });
                var draft = change(begun with { Attachments = [.. attached] });
                written[name] = (draft, [.. files.Select(file => file.Content)]);
                Assert.True(await person.SendAsync(draft with { Bcc = [.. draft.Bcc, reader] }, Cancelled), name);
            }

            Assert.True(written.Count >= 60, $"Only {written.Count} messages.");
            await FetchAsync(reader, written.ToDictionary(pair => $"<{pair.Value.Draft.MessageId}>", pair => pair.Key), folder.FullName);
            var read = await ReadAsync(folder.FullName);
            Assert.Multiple([.. written.Select(pair => (Action)(() => AssertSame(pair.Key, pair.Value.Draft, pair.Value.Files, read[pair.Key])))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes what has arrived into files, octet by octet, named as in the table.</summary>
    private async Task FetchAsync(string reader, Dictionary<string, string> names, string folder)
    {
        using var client = await fixture.Servers.Modern.ConnectAsync(reader, Cancelled);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancelled);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var tries = 0; client.Inbox.Count < names.Count; tries++)
        {
            Assert.True(tries < 600, $"{client.Inbox.Count} of {names.Count} have arrived.");
            await look.WaitForNextTickAsync(Cancelled);
            await client.NoOpAsync(Cancelled);
        }

        foreach (var row in await client.Inbox.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope), Cancelled))
        {
            await using var source = await client.Inbox.GetStreamAsync(row.UniqueId, "", Cancelled);
            await using var file = File.Create(Path.Combine(folder, names[$"<{row.Envelope!.MessageId!.Trim('<', '>')}>"] + ".eml"));
            await source.CopyToAsync(file, Cancelled);
        }
    }

    private static IEnumerable<(string Name, Func<Draft, Draft> Change, (string Name, string Type, string? Cid, byte[] Content)[] Files)> Table()
    {
        (string, string, string?, byte[])[] none = [];
        (string, Func<Draft, Draft>, (string, string, string?, byte[])[]) Plain(string name, string text, string? subject = null) => (name, draft => draft with { Text = text, Subject = subject ?? name }, none);
        (string, Func<Draft, Draft>, (string, string, string?, byte[])[]) Html(string name, string html, string text) => (name, draft => draft with { Html = html, Text = text }, none);
        (string, Func<Draft, Draft>, (string, string, string?, byte[])[]) Named(string name, string file) => (name, draft => draft, [(file, "application/pdf", null, "content"u8.ToArray())]);
        var words = string.Concat(Enumerable.Repeat("lange Wörter und kurze ", 400)).Trim();

        yield return Plain("ascii", "Good morning\n\nAnna");
        yield return Plain("empty", "", "");
        yield return Plain("german", "Grüße aus Köln, Straße für Straße", "Schöne Grüße");
        yield return Plain("french", "Où êtes-vous ? « Ça va » – l’été…", "Été à Nîmes");
        yield return Plain("polish", "Zażółć gęślą jaźń", "Łódź");
        yield return Plain("greek", "Καλημέρα σας", "Ελληνικά");
        yield return Plain("russian", "Доброе утро, как дела?", "Привет");
        yield return Plain("hebrew", "שלום עולם, מה שלומך?\nEnglish בתוך", "שלום");
        yield return Plain("arabic", "السلام عليكم ورحمة الله", "مرحبا");
        yield return Plain("hindi", "नमस्ते दुनिया", "नमस्ते");
        yield return Plain("thai", "สวัสดีชาวโลก" + new string('ก', 3000), "สวัสดี");
        yield return Plain("japanese", "おはようございます。" + string.Concat(Enumerable.Repeat("日本語の長い文章。", 300)), "日本語の件名");
        yield return Plain("chinese", "你好,世界", "你好");
        yield return Plain("korean", "안녕하세요 세계", "안녕하세요");
        yield return Plain("emoji", "👩‍👩‍👧‍👦 family, 🏳️‍🌈, 👍🏽, \U0001FAE0", "🎉 Party 👩🏽‍💻");
        yield return Plain("combining", "e\u0301 a\u0308 \u202Eabc\u202C zero\u200Bwidth", "e\u0301");
        yield return Plain("longline", new string('x', 20_000));
        yield return Plain("longwords", words);
        yield return Plain("longquote", "> " + words + "\n>> deeper\n\nanswer");
        yield return Plain("longsubject", "Text", string.Concat(Enumerable.Repeat("Ein sehr langer Betreff mit Ümläuten und 🎉 ", 25)).Trim());
        yield return Plain("longwordsubject", "Text", new string('S', 900));
        yield return Plain("traps", "From me\n.\n..two\n>no quote\n leading\n\ttab\n-- \nAnna\n=3D =?utf-8?q?x?=", "=?utf-8?q?not_encoded?= =3D");
        yield return Plain("manylines", string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"line {i}")));
        yield return Html("html", "<p>Hello <b>you</b></p>", "Hello you");
        yield return Html("htmlgerman", "<p>Grüße <i>an alle</i> 🎉</p>", "Grüße an alle 🎉");
        yield return Html("htmlrtl", "<div dir=\"rtl\">שלום <b>עולם</b></div>", "שלום עולם");
        yield return Html("htmllongline", $"<p>{new string('y', 30_000)}</p>", new string('y', 30_000));
        yield return ("picture", draft => draft with { Html = "<p>Look</p><img alt=\"One\" src=\"cid:one@webmail\">", Text = "Look" }, [("bild ü.png", "image/png", "one@webmail", Picture)]);
        yield return ("pictureandfile", draft => draft with { Html = "<img src=\"cid:one@webmail\">", Text = "Look" }, [("one.png", "image/png", "one@webmail", Picture), ("plan.pdf", "application/pdf", null, [1, 2, 3])]);
        yield return ("nofile", draft => draft, [("empty.txt", "text/plain", null, [])]);
        yield return ("binary", draft => draft, [("all.bin", "application/octet-stream", null, [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)])]);
        yield return ("lineends", draft => draft, [("unix.txt", "text/plain", null, "a\nb\r\nc\rd\n\n"u8.ToArray())]);
        yield return ("manyfiles", draft => draft, [.. Enumerable.Range(0, 30).Select(i => ($"Datei {i} ä.txt", "text/plain", (string?)null, new[] { (byte)i }))]);
        yield return ("message", draft => draft, [("forwarded.eml", "message/rfc822", null, "Subject: inner\r\nFrom: c@outside.test\r\n\r\nThe inner text\r\n"u8.ToArray())]);
        yield return Named("nameascii", new string('n', 296) + ".pdf");
        yield return Named("nameumlauts", new string('ü', 296) + ".pdf");
        yield return Named("namejapanese", new string('名', 296) + ".pdf");
        yield return Named("nameemoji", string.Concat(Enumerable.Repeat("👩‍💻", 60)) + ".pdf");
        yield return Named("namequotes", "a \"b\"; c='d' 100% *e* (f), [g].pdf");
        yield return Named("namerfc2231", "utf-8''%41%42.pdf");
        yield return Named("namespaces", "  leading and   inner.pdf".Trim());
        yield return ("names", draft => draft with { To = ["\"Müller, Jörg\" <j@outside.test>", "\"A \\\"B\\\" C\" <a@outside.test>", "李雷 <l@outside.test>", "O'Neil (x) <o@outside.test>", "Plain Name <p@outside.test>"] }, none);
        yield return ("longname", draft => draft with { To = [$"\"{string.Concat(Enumerable.Repeat("Sehr langer Name ü ", 15)).Trim()}\" <j@outside.test>"] }, none);
        yield return ("idn", draft => draft with { To = ["a@müller.example", "b@例え.example"], Cc = ["Ä <c@straße.example>"] }, none);
        yield return ("copies", draft => draft with { Cc = ["c@outside.test"], Bcc = ["hidden@outside.test"] }, none);
        yield return ("many", draft => draft with { To = [.. Enumerable.Range(0, 500).Select(i => $"\"Person, Nö. {i}\" <p{i}@outside.test>")] }, none);
        yield return Plain("vietnamese", "Chào buổi sáng, bạn khỏe không?", "Tiếng Việt");
        yield return Plain("turkish", "İstanbul'da ışıklar söndü mü? Şüphesiz.", "Iğdır, İzmir");
        yield return Plain("persian", "صبح بخیر، می\u200cخواهم بدانم ۱۲۳", "سلام");
        yield return Plain("georgian", "დილა მშვიდობისა", "გამარჯობა");
        yield return Plain("tamil", "காலை வணக்கம்", "வணக்கம்");
        yield return Plain("mixed", "English, Русский, Ελληνικά, 日本語, العربية, עברית, ไทย 🎈 in one line", "En Ру Ελ 日 ع ע ก 🎈");
        yield return Plain("emojionly", "🎉🎊\n\n👨‍👩‍👧‍👦", "🎉🎊🥳🎉🎊🥳🎉🎊🥳🎉🎊🥳🎉🎊🥳🎉🎊🥳");
        yield return Html("formatted", "<h2>Plan</h2><ul><li>Eins</li><li><u>Zwei</u></li></ul><blockquote type=\"cite\">Zitat</blockquote><pre>code  here</pre>", "Plan\n\nEins\nZwei\n\nZitat\n\ncode here");
        yield return Html("htmlmixed", "<div dir=\"rtl\">مرحبا</div><div dir=\"ltr\">Grüße 日本 👍🏽</div>", "مرحبا\nGrüße 日本 👍🏽");
        yield return ("threepictures", draft => draft with { Html = string.Concat(Enumerable.Range(1, 3).Select(i => $"<p>{i}</p><img src=\"cid:p{i}@webmail\">")), Text = "1\n2\n3" },
            [.. Enumerable.Range(1, 3).Select(i => ($"Bild {i}.png", "image/png", (string?)$"p{i}@webmail", Picture.Append((byte)i).ToArray()))]);
        yield return ("large", draft => draft, [("Entwurf groß.bin", "application/octet-stream", null, Large())]);
        yield return Named("namearabic", new string('م', 296) + ".pdf");
        yield return Named("namemixed", string.Concat(Enumerable.Repeat("Prüfung 試験 тест ", 18)).Trim() + ".pdf");
        yield return ("copied", draft => draft with { Cc = [.. Enumerable.Range(0, 250).Select(i => $"\"Łukasz №{i}\" <c{i}@outside.test>")], Bcc = [.. Enumerable.Range(0, 249).Select(i => $"b{i}@outside.test")] }, none);
        yield return ("thread", draft => draft with { InReplyTo = "m49@x.example", References = [.. Enumerable.Range(0, 50).Select(i => $"m{i}@x.example")] }, none);
    }

    /// <summary>25 MB that no encoding makes shorter.</summary>
    private static byte[] Large()
    {
        var octets = new byte[25 * 1024 * 1024];
        new Random(25).NextBytes(octets);
        return octets;
    }

    private static async Task<Dictionary<string, JsonElement>> ReadAsync(string folder)
    {
        var script = Path.Combine(folder, "read.py");
        await File.WriteAllTextAsync(script, Reader, Cancelled);
        using var python = Process.Start(new ProcessStartInfo("python3", [script, folder]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var errors = python.StandardError.ReadToEndAsync(Cancelled);
        var output = await python.StandardOutput.ReadToEndAsync(Cancelled);
        await python.WaitForExitAsync(Cancelled);
        Assert.True(python.ExitCode == 0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(one => one.GetProperty("name").GetString()!);
    }

    private static void AssertSame(string name, Draft draft, IReadOnlyList<byte[]> files, JsonElement read)
    {
        string? Text(string field) => read.GetProperty(field).GetString();
        Assert.True(read.GetProperty("defects").GetArrayLength() == 0, $"{name}: {read.GetProperty("defects")}");
        Assert.Equal((name, draft.Subject), (name, Text("subject") ?? ""));
        Assert.Equal((name, $"<{draft.MessageId}>"), (name, Text("id")));
        Assert.Equal((name, Written(draft.Text)), (name, Text("text")!.TrimEnd('\n')));
        if (draft.Html is { } html)
            Assert.Contains(html, Text("html"));
        else
            Assert.Null(Text("html"));
        foreach (var (field, typed) in new[] { ("to", draft.To), ("cc", draft.Cc), ("bcc", []) })
            Assert.Equal([.. typed.SelectMany(one => Recipients.Parse(one)).Select(one => $"{name} {one.Name}|{Ascii(one.Address)}")], read.GetProperty(field).EnumerateArray().Select(one => $"{name} {one[0]}|{one[1]}"));
        Assert.Equal(
            [.. draft.Attachments.Zip(files).Select(pair => $"{name} {pair.First.Name}|{pair.First.ContentType}|{pair.First.ContentId}|{Convert.ToHexStringLower(SHA256.HashData(pair.Second))}").Order(StringComparer.Ordinal)],
            read.GetProperty("files").EnumerateArray().Select(file => $"{name} {file[0]}|{file[1]}|{file[2]}|{file[3]}").Order(StringComparer.Ordinal));
        if (draft.References.Length > 0)
            Assert.Equal(string.Join(' ', draft.References.Select(id => $"<{id}>")), string.Join(' ', Text("references")!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        // RFC 5322 2.1.1; and nothing that a server without 8BITMIME would have to change.
        Assert.True(read.GetProperty("longest").GetInt32() <= 998, $"{name}: {read.GetProperty("longest")}");
        Assert.True(read.GetProperty("ascii").GetBoolean(), name);
        Assert.True(read.GetProperty("bare").GetInt32() == 0, name);
    }

    /// <summary>What is meant by a text: spaces at the end of a line are nothing, and quote marks stand apart from what is quoted.</summary>
    private static string Written(string text) =>
        string.Join('\n', text.Split('\n').Select(static line => line is "-- " ? line : line.StartsWith('>') && !line.StartsWith("> ", StringComparison.Ordinal) && !line.StartsWith(">>", StringComparison.Ordinal) ? "> " + line[1..] : line.TrimEnd(' '))).TrimEnd('\n');

    private static string Ascii(string address)
    {
        var at = address.LastIndexOf('@');
        return address[..(at + 1)] + new IdnMapping().GetAscii(address[(at + 1)..]);
    }
}

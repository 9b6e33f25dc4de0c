using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Text;
using Webmail.MailServers.DemoMail.Files;
using Webmail.MailServers.Loading;

namespace Webmail.MailServers.DemoMail;

/// <summary>What real mailboxes hold besides well-formed letters: old charsets, missing headers, broken MIME, messages within messages.</summary>
internal static class Oddities
{
    public static IEnumerable<StoredMessage> Messages(Days days, Func<string, string> mailboxName) =>
    [
        .. Raw(days).Select(raw => new StoredMessage(mailboxName("INBOX"), raw.Date, raw.Flags, raw.Content)),
        .. Letters(days).Select(letter => Press.Print(letter, mailboxName)),
        Nested(days, mailboxName),
        Flowed(days, mailboxName),
    ];

    private static IEnumerable<Letter> Letters(Days days) =>
    [
        new()
        {
            From = People.Noa, Subject = "שלום מרטינה – תמונות מהגינה החדשה בחיפה, ושאלה קטנה על השתילים ששלחתם בשבוע שעבר", Date = days.At(7, 13, 33), Flags = Letter.Unread,
            Text = "שלום מרטינה,\n\nהשתילים הגיעו בשלום. איזה דשן כדאי לתת להם בחודש הראשון?\n\nנועה\n",
        },
        new()
        {
            From = People.Layla, Subject = "قائمة النباتات المقترحة للفناء الداخلي مع الأسعار ومواعيد التسليم المتوقعة خلال شهر مارس القادم إن شاء الله", Date = days.At(8, 9, 45),
            Text = "مرحباً،\n\nالقائمة مرفقة. السعر الإجمالي 1.250 €.\n\nليلى\n",
        },
        new()
        {
            From = People.Customers[6], Subject = string.Join(" – ", Enumerable.Repeat("Leistungsverzeichnis Außenanlagen Los 3", 12)), Date = days.At(8, 16, 2),
            Text = "Der Betreff ist versehentlich etwas länger geworden.\n\nR. Neumann\n",
        },
        new()
        {
            From = new Person("Bürgerverein Südhang", "info@buergerverein-suedhang.example"), Subject = "Rundschreiben an alle Mitglieder", Date = days.At(9, 19, 0),
            To = [.. Enumerable.Range(1, 299).Select(number => new Person($"Mitglied {number:000}", $"mitglied{number}@buergerverein-suedhang.example")), People.Martina],
            Text = "Liebe Mitglieder,\n\nbitte benutzen Sie beim nächsten Mal das Feld Bcc.\n",
        },
        new()
        {
            From = new Person("Gartenbau-Foren", "digest@gartenbau-foren.example"), Subject = "Tagesübersicht: 14 neue Beiträge", Date = days.At(10, 5, 30),
            Text = "Neue Beiträge:\n\n" + string.Concat(Enumerable.Range(1, 140).Select(number =>
                $"{number}. Thema {number}: Kann man Thuja im Oktober noch schneiden?\n   https://gartenbau-foren.example/thema/{number}?seite=1&sort=neu#beitrag-{number * 7}\n   von gast{number}@gartenbau-foren.example\n\n")),
        },
        new()
        {
            From = People.Lukasz, Subject = "", Date = days.At(11, 12, 12), Text = "Vergessen: Die Rechnung kommt separat.\n",
        },
        new()
        {
            From = new Person("=?utf-8?Q?kaputt", "kaputt@web-post.example"), Subject = "Ein Anhang, dessen Name keiner sein darf", Date = days.At(13, 15, 0), Text = "Siehe Anhang.\n",
            Attachments = [Attachment.Text("../../etc/Übersicht <2025>: \"neu\"?.txt", "text/plain", "Inhalt\n"), Attachment.Part("programm.pdf.exe", "application/octet-stream", [0x4D, 0x5A, 0x90, 0])],
        },
    ];

    /// <summary>A forwarded message as an attachment, with one in it in turn.</summary>
    private static StoredMessage Nested(Days days, Func<string, string> mailboxName)
    {
        using var inner = new MimeMessage([People.Lindenhof.Mailbox], [People.Jonas.Mailbox], "Wasserzähler Lindenhof 7", new TextPart(TextFormat.Plain) { Text = "Der Zähler steht auf 4711.\n" })
        {
            Date = days.At(16, 9, 0),
            MessageId = "inner@lindenhof.example",
        };
        using var middle = new MimeMessage([People.Jonas.Mailbox], [People.Ayse.Mailbox], "Fwd: Wasserzähler Lindenhof 7",
            new Multipart("mixed") { new TextPart(TextFormat.Plain) { Text = "Bitte ablegen.\n" }, new MessagePart { Message = inner } })
        {
            Date = days.At(15, 9, 0),
            MessageId = "middle@example.test",
        };
        using var outer = new MimeMessage([People.Ayse.Mailbox], [People.Martina.Mailbox], "Fwd: Fwd: Wasserzähler Lindenhof 7",
            new Multipart("mixed") { new TextPart(TextFormat.Plain) { Text = "Gehört das zu dir?\n" }, new MessagePart { Message = middle, ContentDisposition = new ContentDisposition("attachment") { FileName = "Wasserzähler.eml" } } })
        {
            Date = days.At(14, 9, 0),
            MessageId = "outer@example.test",
        };
        return Press.Store(outer, "INBOX", Letter.Read, outer.Date, mailboxName);
    }

    /// <summary>RFC 3676: lines that may be joined, with three levels of quotes.</summary>
    private static StoredMessage Flowed(Days days, Func<string, string> mailboxName)
    {
        var part = new TextPart(TextFormat.Flowed)
        {
            Text = ">>> Sollen wir die Hecke dieses Jahr noch schneiden?\n>> Ab Oktober ist es erlaubt. Vorher nur Formschnitt, weil die Vögel \n>> noch brüten können.\n> Dann am 4. Oktober?\n\n"
                + "Ja, das passt. Ich bringe die lange Leiter mit und den Häcksler auch, dann müssen wir \ndas Schnittgut nicht zweimal fahren. Sag bitte Horst Bescheid.\n\n-- \nMoritz Engel\nParzelle 22\n",
        };
        part.ContentType.Parameters["delsp"] = "no";
        using var message = new MimeMessage([People.Club[4].Mailbox], [People.Martina.Mailbox], "Re: Hecke schneiden", part) { Date = days.At(7, 21, 15), MessageId = "flowed@web-post.example" };
        return Press.Store(message, "INBOX", Letter.Answered, message.Date, mailboxName);
    }

    private static IEnumerable<(DateTimeOffset Date, string Flags, byte[] Content)> Raw(Days days)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var date = days.At(7, 10, 10);
        yield return Charset(date, "iso-8859-1", "Herbert Müßig <h.muessig@web-post.example>", "Grüße aus Köln", "Schöne Grüße aus Köln! Die Bäume stehen gut.");
        yield return Charset(date.AddHours(1), "windows-1252", "Bäckerei Demir <laden@demir-baeckerei.example>", "Bestellung für Samstag – 20 Brötchen", "„Guten Morgen“ – das macht 12,80 €…");
        yield return Charset(date.AddHours(2), "iso-2022-jp", "田中 美咲 <misaki@niwa.example>", "庭の写真をお送りします", "マルティナさん、\r\n\r\n苔庭の写真をお送りします。石の配置についてご意見をください。\r\n\r\n田中");
        yield return Charset(date.AddHours(3), "koi8-r", "Иван Петров <ivan@petrov.example>", "Саженцы яблони", "Здравствуйте, Мартина!\r\n\r\nСаженцы готовы к отправке. Когда вам удобно?\r\n\r\nИван");

        var stamp = Stamp(days.At(9, 4, 4));
        yield return (days.At(9, 4, 4), Letter.Read, Ascii(
            $"To: martina.krueger@example.test\r\nDate: {stamp}\r\nSubject: Statusmeldung ohne Absender\r\nMessage-ID: <nofrom@geraet.example>\r\n\r\nTemperatur Gewaechshaus 2: 11 Grad\r\n"));
        yield return (days.At(10, 4, 4), Letter.Read, Ascii(
            $"From: Wetterstation <wetter@geraet.example>\r\nTo: martina.krueger@example.test\r\nDate: {stamp}\r\nMessage-ID: <nosubject@geraet.example>\r\n\r\nWindwarnung\r\n"));
        // No closing boundary, a part without headers, base64 with rubbish in it, and a date nobody can read.
        yield return (days.At(12, 4, 4), Letter.Read, Ascii(
            "From: \"Alter Scanner\" <scanner@geraet.example>\r\nTo: martina.krueger@example.test\r\nDate: gestern abend\r\nSubject: =?utf-8?B?U2NhbiB2b20gRHJ1Y2tlcg=?= kaputt\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xxx\r\n\r\nVorspann\r\n--xxx\r\n\r\nEin Teil ohne Kopfzeilen.\r\n--xxx\r\n"
            + "Content-Type: image/png; name=\"scan.png\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=scan.png\r\n\r\niVBORw0KGgo!!!AAAANSUhEUgAA\r\n"));
        yield return (days.At(13, 4, 4), Letter.Read, Ascii(
            $"From: Alarmanlage <alarm@geraet.example>\r\nTo: undisclosed-recipients:;\r\nDate: {Stamp(days.At(13, 4, 4))}\r\nSubject: Testalarm\r\nMessage-ID: <alarm@geraet.example>\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/alternative; boundary=leer\r\n\r\n--leer--\r\n"));
    }

    private static (DateTimeOffset Date, string Flags, byte[] Content) Charset(DateTimeOffset date, string charset, string from, string subject, string text)
    {
        var encoding = Encoding.GetEncoding(charset);
        var bracket = from.IndexOf('<', StringComparison.Ordinal);
        // ISO-2022-JP ends in ASCII mode only if the encoder is flushed, which GetBytes does.
        string Word(string words) => $"=?{charset}?B?{Convert.ToBase64String(encoding.GetBytes(words))}?=";
        var head = Ascii(
            $"From: {Word(from[..(bracket - 1)])} {from[bracket..]}\r\nTo: martina.krueger@example.test\r\nDate: {Stamp(date)}\r\nSubject: {Word(subject)}\r\nMessage-ID: <{charset}@web-post.example>\r\n"
            + $"MIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {(charset == "iso-2022-jp" ? "7bit" : "8bit")}\r\n\r\n");
        return (date, Letter.Read, [.. head, .. encoding.GetBytes(text + "\r\n")]);
    }

    private static string Stamp(DateTimeOffset date) => date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}

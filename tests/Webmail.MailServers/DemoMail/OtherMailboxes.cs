using Webmail.MailServers.DemoMail.Files;

namespace Webmail.MailServers.DemoMail;

/// <summary>Drafts, junk, trash, the unread ones of a building site, the shared mailbox, and the colleague's own mail.</summary>
internal static class OtherMailboxes
{
    private static readonly string[] JunkSubjects =
    [
        "Sie haben gewonnen!!! 🎉", "Ihr Paket konnte nicht zugestellt werden", "RE: Invoice overdue", "Crypto: 400 % in 3 days", "Letzte Mahnung vor Pfändung", "Hot offer for your website SEO",
        "Ihr Konto wurde eingeschränkt", "Cheap pills, no questions", "Kredit ohne Schufa", "Urgent business proposal",
    ];

    private static readonly string[] Findings = ["BAYES_99,RCVD_IN_XBL,URIBL_DBL_SPAM", "BAYES_99,SPF_FAIL,HTML_FONT_LOW_CONTRAST", "PYZOR_CHECK,RAZOR2_CHECK,LOTS_OF_MONEY"];

    public static IEnumerable<Letter> Letters(Days days) => [.. Drafts(days), .. Junk(days), .. Trash(days), .. BuildingSite(days)];

    public static IEnumerable<Letter> Shared(Days days)
    {
        var random = new Random(12);
        for (var number = 0; number < 24; number++)
        {
            var person = People.Customers[random.Next(People.Customers.Length)];
            yield return new Letter
            {
                Mailbox = "Shared/info",
                From = person,
                To = [new Person("Info", "info@example.test")],
                Subject = number % 3 == 0 ? "Anfrage über das Kontaktformular" : $"Frage zum Angebot {2025 - number}",
                Date = days.Office(number + 1, random),
                Flags = number < 5 ? Letter.Unread : Letter.Read,
                Text = $"Guten Tag,\n\nich interessiere mich für eine Beratung vor Ort und bitte um Rückruf.\n\n{person.Name}\n",
            };
        }
    }

    public static IEnumerable<Letter> Jonas(Days days)
    {
        var random = new Random(13);
        string[] topics = ["Werkzeugliste", "Wer fährt den Transporter?", "Stundenzettel", "Pflanzplan Kita", "Ersatzteile Rasenmäher", "Mittagessen?"];
        for (var ago = 0; ago < 260; ago += 2)
        {
            var mine = random.Next(3) == 0;
            var (from, to) = mine ? (People.Jonas, People.Martina) : (random.Next(3) == 0 ? People.Ayse : People.Martina, People.Jonas);
            var topic = topics[random.Next(topics.Length)];
            yield return new Letter
            {
                Mailbox = mine ? "Sent" : ago < 150 ? "INBOX" : "Archive",
                From = from,
                To = [to],
                Subject = topic,
                Date = ago == 0 ? days.Minutes(95) : days.Office(ago, random),
                Flags = ago < 6 && !mine ? Letter.Unread : Letter.Read,
                Text = $"Hallo {to.FirstName},\n\n{topic}: können wir das heute Nachmittag kurz klären?\n\n{from.FirstName}\n",
            };
        }
    }

    private static IEnumerable<Letter> Drafts(Days days) =>
    [
        new()
        {
            Mailbox = "Drafts", Flags = @"\Seen \Draft", From = People.Martina, To = [People.Petra], Subject = "Pflegepauschale erstes Jahr", Date = days.Minutes(20),
            Text = "Guten Tag Frau Hoffmann,\n\ndie Pflege im ersten Jahr bieten wir gern als Pauschale an. Enthalten sind\n\n- ",
        },
        new()
        {
            Mailbox = "Drafts", Flags = @"\Seen \Draft", From = People.Martina, To = [], Subject = "Weihnachtsfeier", Date = days.At(12, 18, 2), Html = Page.Letter("Liebe alle,", "wie wäre es in diesem Jahr mit Kegeln?"),
            Text = "Liebe alle,\n\nwie wäre es in diesem Jahr mit Kegeln?\n",
        },
    ];

    private static IEnumerable<Letter> Junk(Days days)
    {
        var random = new Random(14);
        for (var number = 0; number < 45; number++)
        {
            var sender = $"{(char)('a' + random.Next(26))}{random.Next(1000, 9999)}";
            yield return new Letter
            {
                Mailbox = "Junk",
                From = new Person(number % 4 == 0 ? "Kundendienst" : $"Support {sender}", $"{sender}@mail-{random.Next(100)}.invalid"),
                Subject = JunkSubjects[number % JunkSubjects.Length],
                Date = days.Office(1 + number, random),
                Flags = number < 4 ? "$Junk" : @"\Seen $Junk",
                Headers = [("X-Spam-Flag", "YES"), ("X-Spam-Score", $"{7 + random.Next(12)}.{random.Next(10)}"), ("X-Spam-Status", $"Yes, score={7 + number % 12}.4 required=6.0 tests={Findings[number % Findings.Length]}")],
                Html = $"<html><body><h1 style=\"color:red\">{JunkSubjects[number % JunkSubjects.Length]}</h1><p><a href=\"http://mail-{random.Next(100)}.invalid/?id={sender}\">KLICKEN SIE HIER</a></p>"
                    + $"<img src=\"http://mail-{random.Next(100)}.invalid/track/{sender}.gif\" width=1 height=1><script>alert('x')</script></body></html>",
            };
        }
    }

    private static IEnumerable<Letter> Trash(Days days)
    {
        var random = new Random(15);
        for (var number = 0; number < 25; number++)
        {
            yield return new Letter
            {
                Mailbox = "Trash",
                From = People.Suppliers[random.Next(People.Suppliers.Length)],
                Subject = $"Aktion der Woche: bis zu {random.Next(1, 6) * 10} % auf Restposten",
                Date = days.Office(2 + number * 3, random),
                Text = "Nur solange der Vorrat reicht.\n",
            };
        }
    }

    private static IEnumerable<Letter> BuildingSite(Days days)
    {
        (int Ago, string Subject, string Text)[] letters =
            [(1, "Fotos vom Fundament", "Anbei die Bilder von heute. Der Beton ist trocken, ihr könnt weitermachen."), (2, "Steine sind da", "Die erste Palette steht in der Einfahrt."), (4, "Frage zur Entwässerung", "Wohin läuft das Wasser von der Stufe?")];
        foreach (var (ago, subject, text) in letters)
        {
            yield return new Letter
            {
                Mailbox = "Baustellen/Familie Albrecht – Terrasse",
                From = People.Albrecht,
                Flags = Letter.Unread,
                Subject = subject,
                Date = days.At(ago, 18, 12),
                Text = $"Hallo Frau Krüger,\n\n{text}\n\nThomas Albrecht\n",
                Attachments = ago == 1 ? [Attachment.Photo("Fundament_1.jpg", 21), Attachment.Photo("Fundament_2.jpg", 22)] : [],
            };
        }
    }
}

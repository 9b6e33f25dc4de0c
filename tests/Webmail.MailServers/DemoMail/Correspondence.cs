namespace Webmail.MailServers.DemoMail;

/// <summary>Two years of letters to and fro with customers and suppliers, in threads.</summary>
internal static class Correspondence
{
    private static readonly string[] GermanTopics =
    [
        "Terrasse aus Naturstein", "Heckenschnitt im Herbst", "Anfrage Teichanlage", "Rollrasen für den Vorgarten", "Baumfällung Birke", "Pflegevertrag", "Hochbeete aus Lärche",
        "Bewässerung Gewächshaus", "Zaun zur Straße", "Rosenbeet erneuern", "Sturmschaden am Ahorn", "Kostenvoranschlag Pergola", "Pflasterarbeiten Einfahrt", "Wildblumenwiese",
        "Dachterrasse mit Kübeln", "Spielplatz: neuer Sand", "Grabpflege", "Obstbäume schneiden", "Regenwassertank", "Trockenmauer am Hang",
    ];

    private static readonly string[] EnglishTopics =
        ["Hellebores for March", "Delivery dates", "Irrigation controller", "Soil samples", "Visit in spring", "Plant passports", "Green roof substrate", "Quote for perennials", "Conference in Copenhagen", "Photos of the courtyard"];

    private static readonly string[] German =
    [
        "vielen Dank für Ihre schnelle Antwort. Der Vorschlag gefällt uns gut, über die Farbe der Steine müssten wir noch einmal sprechen.",
        "könnten Sie in der kommenden Woche vorbeikommen und sich die Sache ansehen? Dienstag oder Mittwoch passt uns am besten, gern am Vormittag.",
        "anbei die Maße: 6,40 m in der Länge und 3,20 m in der Breite. Das Gefälle beträgt etwa zwei Prozent zum Haus hin, das sollte man wohl ändern.",
        "wir haben uns für die zweite Variante entschieden. Bitte schicken Sie uns die Auftragsbestätigung, dann überweisen wir die Anzahlung.",
        "die Arbeiten sind sehr schön geworden, auch die Nachbarn haben schon gefragt, wer das gemacht hat. Ihre Nummer haben wir gern weitergegeben.",
        "leider hat es letzte Nacht wieder geregnet, und das Wasser steht jetzt bis an die Stufe. Können Sie bitte jemanden schicken?",
        "eine Frage noch: Wie oft müssen wir im ersten Sommer gießen? Wir sind im Juli zwei Wochen nicht da und müssten jemanden bitten.",
        "der Liefertermin hat sich um drei Tage verschoben, weil der Hersteller umgestellt hat. Wir bitten um Verständnis.",
    ];

    private static readonly string[] English =
    [
        "thank you for getting back so quickly. The plan looks good to us; we only need to settle the date.",
        "could you send me the exact quantities by Friday? The lorry leaves on Monday, and I would rather not split the order.",
        "we tried the new mix on a test bed, and the results are better than expected. I will send pictures when the light is kinder.",
        "the parcel arrived in good order, apart from two pots that did not survive the journey. No need to replace them.",
        "I attach nothing this time, I promise. Just a short question about the price for more than a hundred.",
    ];

    /// <summary>The folders of finished work, with the customers whose letters are in them.</summary>
    private static readonly string[] Folders =
        ["Baustellen/Familie Albrecht – Terrasse", "Baustellen/Kita Ahornweg", "Baustellen/Müller & Söhne", "Angebote/2025", "Angebote/2024", "Archive", "Archive", "Archive", "Archive"];

    public static IEnumerable<Letter> Letters(Days days)
    {
        var random = new Random(17);
        for (var thread = 0; thread < 330; thread++)
        {
            // Denser towards today.
            var ago = 8 + (int)(720 * Math.Pow(random.NextDouble(), 1.4));
            var inEnglish = random.Next(4) == 0;
            var people = inEnglish ? People.English : random.Next(3) == 0 ? People.Suppliers : People.Customers;
            var folder = ago < 95 ? "INBOX" : Folders[random.Next(Folders.Length)];
            var person = folder.Contains("Albrecht", StringComparison.Ordinal) ? People.Albrecht
                : folder.Contains("Kita", StringComparison.Ordinal) ? People.Katharina
                : people[random.Next(people.Length)];
            var topics = inEnglish && person != People.Albrecht ? EnglishTopics : GermanTopics;
            foreach (var letter in Thread(days, random, person, topics[random.Next(topics.Length)], folder, ago, topics == EnglishTopics))
                yield return letter;
        }
    }

    private static IEnumerable<Letter> Thread(Days days, Random random, Person person, string topic, string folder, int ago, bool english)
    {
        Letter? last = null;
        var length = 1 + Math.Min(random.Next(7), random.Next(7));
        for (var index = 0; index < length && ago > 6; index++)
        {
            var mine = index % 2 == 1;
            var (from, to) = mine ? (People.Martina, person) : (person, People.Martina);
            var sentences = english ? English : German;
            var body = sentences[random.Next(sentences.Length)];
            var greeting = english ? $"Hi {to.FirstName},"
                : mine ? "Guten Tag," : "Guten Tag Frau Krüger,";
            var quote = last is null ? "" : $"\n\n{(english ? $"On {last.Date:yyyy-MM-dd}, {last.From.Name} wrote:" : $"Am {Days.Short(last.Date)} schrieb {last.From.Name}:")}\n> {First(last.Text!)}\n";
            var text = $"{greeting}\n\n{(english ? char.ToUpperInvariant(body[0]) + body[1..] : body)}\n\n{(english ? "Kind regards" : "Viele Grüße")}\n{from.Name}\n{quote}";
            var letter = new Letter
            {
                Mailbox = mine ? "Sent" : folder,
                From = from,
                To = [to],
                Cc = random.Next(8) == 0 ? [People.Jonas] : [],
                Subject = index == 0 ? topic : $"Re: {topic}",
                Date = days.Office(ago, random),
                Text = text,
                Html = random.Next(3) == 0 ? Page.Letter([.. text.Split("\n\n").Take(3).Select(System.Net.WebUtility.HtmlEncode).Select(part => part!.Replace("\n", "<br>", StringComparison.Ordinal))]) : null,
                Flags = mine ? Letter.Read : index + 1 < length ? Letter.Answered : Flags(random),
                InReplyTo = last,
                Attachments = Enclosures.For(random, topic),
            };
            yield return letter;
            last = letter;
            ago -= random.Next(1, 4);
        }
    }

    private static string Flags(Random random) => random.Next(25) switch { 0 => Letter.Flagged, 1 => Letter.Forwarded, _ => Letter.Read };

    private static string First(string text) => text.Split("\n\n") is [_, var body, ..] ? body : text;
}

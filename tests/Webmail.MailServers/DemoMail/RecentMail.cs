using Webmail.MailServers.DemoMail.Files;

namespace Webmail.MailServers.DemoMail;

/// <summary>Today and yesterday: the first page of the inbox.</summary>
internal static class RecentMail
{
    public static IEnumerable<Letter> Letters(Days days) => [.. Offer(days), .. Today(days), .. Yesterday(days)];

    /// <summary>A thread of four with its answers in Sent; the newest is at the top of the inbox.</summary>
    private static IEnumerable<Letter> Offer(Days days)
    {
        var question = new Letter
        {
            From = People.Petra,
            Cc = [People.Jonas],
            Subject = "Angebot Dachbegrünung Lindenstraße 14",
            Date = days.At(9, 10, 12),
            Flags = Letter.Answered,
            Text = "Guten Tag Frau Krüger,\n\ndie Eigentümergemeinschaft Lindenstraße 14 möchte das Flachdach (rund 220 m²) begrünen lassen.\n"
                + "Könnten Sie uns bis Ende des Monats ein Angebot machen?\n\nFreundliche Grüße\nPetra Hoffmann\nHoffmann Immobilien\n",
        };
        var offer = new Letter
        {
            Mailbox = "Sent",
            From = People.Martina,
            To = [People.Petra],
            Cc = [People.Jonas],
            Subject = "Re: Angebot Dachbegrünung Lindenstraße 14",
            Date = days.At(6, 14, 40),
            InReplyTo = question,
            Text = "Guten Tag Frau Hoffmann,\n\nanbei unser Angebot in zwei Varianten: Sedum allein, oder Sedum mit Wildstauden.\n\nHerzliche Grüße\nMartina Krüger\n\n"
                + "> die Eigentümergemeinschaft Lindenstraße 14 möchte das Flachdach (rund 220 m²) begrünen lassen.\n",
            Attachments = [Attachment.Pdf("Angebot_2025-118.pdf", "Angebot 2025-118", ["Dachbegrünung Lindenstraße 14", "Variante A: Sedum, 220 m²", "Variante B: Sedum und Wildstauden, 220 m²"], 120)],
        };
        var jonas = new Letter
        {
            From = People.Jonas,
            To = [People.Petra, People.Martina],
            Subject = "Re: Angebot Dachbegrünung Lindenstraße 14",
            Date = days.At(5, 8, 5),
            InReplyTo = offer,
            Text = "Guten Morgen,\n\nkleine Ergänzung von mir: Die Anlieferung per Kran ist im Preis enthalten, die Sperrung des Gehwegs beantragen wir.\n\nViele Grüße\nJonas Weber\n",
        };
        var answer = new Letter
        {
            From = People.Petra,
            Flags = @"\Flagged",
            Subject = "Angebot Dachbegrünung Lindenstraße 14 – Rückfragen zur Statik",
            Date = days.Minutes(6),
            InReplyTo = jonas,
            To = [People.Martina, People.Jonas],
            Cc = [new Person("Ralf Neumann", "neumann@neumann-architekten.example"), new Person("WEG Lindenstraße 14", "beirat@linden14.example"), People.Ayse],
            Text = "Guten Morgen Frau Krüger,\n\nvielen Dank für das ausführliche Angebot. Die Eigentümergemeinschaft ist angetan, vor allem von der Variante mit "
                + "Sedum und Wildstauden. Zwei Punkte müssten wir vor der Versammlung noch klären:\n\n- Reicht die Tragreserve auch bei wassergesättigtem Substrat? Unser Statiker nennt 140 kg/m².\n"
                + "- Lässt sich die Pflege im ersten Jahr als Pauschale anbieten?\n\nDas Gutachten und die Pläne hängen an. Rufen Sie gern kurz durch, wenn das einfacher ist.\n\nHerzliche Grüße\nPetra Hoffmann\n",
            Html = Page.Letter(
                "Guten Morgen Frau Krüger,",
                "vielen Dank für das ausführliche Angebot. Die Eigentümergemeinschaft ist angetan, vor allem von der Variante mit <b>Sedum und Wildstauden</b>. Zwei Punkte müssten wir vor der Versammlung noch klären:",
                "<ul><li>Reicht die Tragreserve auch bei wassergesättigtem Substrat? Unser Statiker nennt 140&nbsp;kg/m².</li><li>Lässt sich die Pflege im ersten Jahr als Pauschale anbieten?</li></ul>",
                "Das Gutachten und die Pläne hängen an. Rufen Sie gern kurz durch, wenn das einfacher ist.",
                "Herzliche Grüße<br>Petra Hoffmann",
                "<blockquote style=\"border-left:2px solid #ccc;margin:12px 0;padding-left:12px;color:#555\"><p>Am " + Days.Short(days.At(5, 8, 5))
                    + " schrieb Jonas Weber:</p><p>kleine Ergänzung von mir: Die Anlieferung per Kran ist im Preis enthalten, die Sperrung des Gehwegs beantragen wir.</p></blockquote>"),
            Attachments =
            [
                Attachment.Pdf("Statik_LS14.pdf", "Statisches Gutachten Lindenstraße 14", ["Tragreserve Flachdach: 140 kg/m²", "Substrat wassergesättigt: 118 kg/m²"], 1800),
                Attachment.Png("Dachaufsicht.png", 14, 640, 420),
                Attachment.Sheet("Kostenaufstellung_Variante_B_korr1.xlsx", ["Position", "Menge", "Preis"], ["Substrat", "220", "38.50"], ["Sedum", "220", "12.90"], ["Wildstauden", "600", "2.40"]),
            ],
        };
        return [question, offer, jonas, answer];
    }

    private static IEnumerable<Letter> Today(Days days) =>
    [
        new()
        {
            From = People.Albrecht, Flags = Letter.Unread, Subject = "Termin am Donnerstag passt uns gut 🌿", Date = days.Minutes(32),
            Text = "Wir sind ab 8 Uhr da. Der Zugang zum Garten ist über den Hof links, das Tor ist offen.\nDer Hund ist harmlos, er bellt nur 🐕\n\nBis Donnerstag!\nThomas und Sandra Albrecht\n",
        },
        new()
        {
            From = People.Bauhof, Subject = "Genehmigungsbescheid Sondernutzung Gehweg, Az. 66-2/1184", Date = days.Minutes(74),
            Text = "Sehr geehrte Damen und Herren,\n\nanbei erhalten Sie den Bescheid über die Sondernutzung des Gehwegs vor dem Grundstück Lindenstraße 14.\n"
                + "Bitte beachten Sie die Auflagen auf Seite 2.\n\nMit freundlichen Grüßen\nIm Auftrag\nK. Schuster\n",
            Attachments = [Attachment.Pdf("Bescheid.pdf", "Bescheid 66-2/1184", ["Die Sondernutzung wird genehmigt.", "Auflage 1: Durchgang mindestens 1,50 m"], 240)],
        },
        Newsletters.Issue(days.Minutes(130), 214, Letter.Unread, "Winterruhe nutzen: Stauden jetzt teilen"),
        new()
        {
            From = People.Liam, Flags = Letter.Unread, Subject = "Drip lines for the school garden – two options", Date = days.Minutes(165),
            Text = "Hi Martina,\n\nI measured again: 46 m of drip line will do if we feed it from both ends. Option A uses your existing pump, option B needs a new one but runs at night for half the price.\n\n"
                + "Which one shall I order?\n\nBest,\nLiam\n",
            Attachments = [Attachment.Text("parts.csv", "text/csv", "part;count;price\ndrip line 16 mm;46;0.89\nvalve;4;12.50\nfilter;1;34.00\n")],
        },
    ];

    private static IEnumerable<Letter> Yesterday(Days days) =>
    [
        new()
        {
            From = People.Ayse, Flags = Letter.Answered, Subject = "Re: Urlaubsübergabe und Schlüssel fürs Lager", Date = days.At(1, 17, 48),
            Text = "Liegt im Büro im obersten Fach. Bis Montag!\n\nAyşe\n\nAm " + Days.Short(days.At(1, 16, 2)) + " schrieb Martina Krüger:\n> Wo ist denn der Zweitschlüssel fürs Lager?\n> Schönen Urlaub!\n",
        },
        new()
        {
            From = People.Layla, Subject = "Fotos vom Innenhof – المنطقة الخلفية", Date = days.At(1, 16, 20),
            Text = "مرحباً مارتينا،\n\nأرسلت لك الصور كما اتفقنا. المنطقة الخلفية بحاجة إلى شجيرات تتحمل الظل.\n\nتحياتي\nليلى\n",
            Html = "<div dir=\"rtl\" style=\"font-family:sans-serif\"><p>مرحباً مارتينا،</p><p>أرسلت لك الصور كما اتفقنا. المنطقة الخلفية بحاجة إلى <b>شجيرات تتحمل الظل</b>.</p><p>تحياتي<br>ليلى</p></div>",
            Attachments = [.. Enumerable.Range(1, 8).Select(number => Attachment.Photo($"Innenhof_{number:00}.jpg", 100 + number))],
        },
        new()
        {
            From = People.Lindenhof, Flags = Letter.Flagged, Subject = "Winterdienst: Bitte um verbindliche Zusage bis Freitag", Date = days.At(1, 11, 5),
            Text = "Sehr geehrte Frau Krüger,\n\nfür die Objekte Lindenhof 1–9 benötigen wir Ihre verbindliche Zusage zum Winterdienst bis Freitag, 12 Uhr.\n\nMit freundlichen Grüßen\nHausverwaltung Lindenhof GmbH\n",
            Attachments = [Attachment.Document("Leistungsverzeichnis.docx", "Leistungsverzeichnis Winterdienst", "Räumen und Streuen werktags bis 7 Uhr, sonntags bis 9 Uhr.")],
        },
        new()
        {
            From = People.Jonas, To = [People.Martina, People.Ayse], Flags = Letter.Unread, Subject = "Einladung: Jahresplanung im Gewächshaus", Date = days.At(1, 9, 30),
            Text = "Jonas Weber lädt Sie ein: Jahresplanung im Gewächshaus\n", Html = Page.Letter("Jonas Weber lädt Sie ein:", "<b>Jahresplanung im Gewächshaus</b>"),
            Calendar = CalendarObject.Invitation("REQUEST", People.Jonas, [People.Martina, People.Ayse], "Jahresplanung im Gewächshaus", "Gewächshaus 2", days.At(-5, 9, 0), 120),
        },
        new()
        {
            From = new Person("Paketdienst Blitz", "sendung@blitz-paket.example"), Flags = Letter.Unread, Subject = "📦 Ihre Sendung 4711 0815 kommt morgen zwischen 9 und 12 Uhr", Date = days.At(1, 8, 15),
            Html = Page.Letter("Guten Tag,", "Ihr Paket von <b>Baumschule Eichenhain</b> ist unterwegs.", "<a href=\"https://blitz-paket.example/sendung/47110815\">Sendung verfolgen</a>"),
        },
        new()
        {
            From = People.Lukasz, Flags = Letter.Unread, Subject = "Lieferschein Natursteinplatten Palette 3 von 5", Date = days.At(2, 15, 10),
            Text = "Die restlichen zwei Paletten kommen am Dienstag mit dem großen Wagen. Bitte einen Platz frei halten.\n\nŁukasz Kowalczyk\n",
            Attachments = [Attachment.Pdf("Lieferschein_2291.pdf", "Lieferschein 2291", ["Granitplatten 60 x 40, 3 Paletten"], 90)],
        },
        new()
        {
            From = People.Katharina, Subject = "Elternbeirat: Pflanzaktion im Frühjahr, wer hilft mit und bringt Spaten, Gießkannen und gute Laune für zwei Stunden am Samstagvormittag?",
            Date = days.At(3, 20, 41), Flags = Letter.Unread,
            Text = "Liebe alle,\n\ndie Kita würde sich sehr freuen, wenn wir die Hochbeete zusammen bepflanzen. Frau Krüger spendet die Erde – vielen Dank! 🌻\n\nHerzlich\nKatharina von Schönfeld-Bergmann\n",
        },
        new()
        {
            From = People.Winkler, Flags = Letter.Unread, Subject = "Unterlagen für die Umsatzsteuer-Voranmeldung", Date = days.At(4, 10, 0),
            Text = "Sehr geehrte Frau Krüger,\n\nuns fehlen noch die Belege 114 bis 121. Sie können sie als ZIP-Datei schicken.\n\nMit freundlichen Grüßen\nSteuerbüro Winkler & Partner\n",
            Attachments = [Attachment.Text("Fristen.ics", "text/calendar", CalendarObject.Invitation("PUBLISH", People.Winkler, [], "Umsatzsteuer-Voranmeldung", "", days.At(-8, 12, 0), 15).Content)],
        },
        new()
        {
            From = People.Emma, Flags = Letter.Unread, Subject = "Availability list spring 🌷 + our new catalogue", Date = days.At(5, 12, 26),
            Text = "Dear Martina,\n\nplease find our spring list and photographs of the new hellebores attached. As always, first come, first served.\n\nKind regards,\nEmma\n",
            Attachments =
            [
                Attachment.Zip("catalogue.zip", ("readme.txt", "Spring catalogue"u8.ToArray()), ("hellebore.jpg", Jpeg.Encode(new Picture(160, 120, 7)))),
                Attachment.Photo("hellebore.jpg", 7), Attachment.Sound("greeting.mp3"),
                Attachment.Text("Emma Clarke.vcf", "text/vcard", "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Emma Clarke\r\nORG:Clarke & Daughters Nursery\r\nEMAIL:emma@clarke-nursery.example\r\nEND:VCARD\r\n"),
            ],
        },
        new()
        {
            From = new Person("Kontoservice Musterbank", "kein-reply@musterbank.example"), Flags = Letter.Unread, Subject = "Ihr Kontoauszug liegt bereit", Date = days.At(6, 6, 0),
            Text = "Guten Tag Frau Krüger,\n\nIhr neuer Kontoauszug liegt in Ihrem Postfach: https://musterbank.example/postfach\n\nDies ist eine automatisch erzeugte Nachricht.\n",
        },
    ];
}

using Webmail.MailServers.DemoMail.Files;

namespace Webmail.MailServers.DemoMail;

/// <summary>Invoices, parcels, appointments: what machines write.</summary>
internal static class Notices
{
    public static IEnumerable<Letter> Letters(Days days) => [.. Invoices(days), .. Parcels(days), .. Appointments(days), .. Backups(days)];

    private static IEnumerable<Letter> Invoices(Days days)
    {
        var random = new Random(5);
        for (int ago = 9, number = 2140; ago < 730; ago += random.Next(3, 9), number--)
        {
            var from = People.Suppliers[random.Next(People.Suppliers.Length)];
            var amount = random.Next(40, 4000) + random.Next(100) / 100.0;
            var price = amount.ToString("N2", System.Globalization.CultureInfo.GetCultureInfo("de-DE"));
            var pdf = Attachment.Pdf($"Rechnung_{number}.pdf", $"Rechnung {number}", [from.Name, $"Gesamtbetrag: {price} EUR", "Zahlbar innerhalb von 14 Tagen"], random.Next(10, 40));
            yield return new Letter
            {
                Mailbox = "Rechnungen",
                From = from,
                Subject = $"Rechnung {number} über {price} €",
                Date = days.Office(ago, random),
                Flags = random.Next(30) == 0 ? Letter.Flagged : Letter.Read,
                Text = $"Sehr geehrte Frau Krüger,\n\nim Anhang finden Sie die Rechnung {number} vom {Days.Short(days.At(ago, 8, 0))}.\nBitte überweisen Sie {price} € unter Angabe der Rechnungsnummer.\n\nMit freundlichen Grüßen\n{from.Name}\n",
                Attachments = [pdf],
            };
        }
    }

    private static IEnumerable<Letter> Parcels(Days days)
    {
        var random = new Random(6);
        for (var ago = 7; ago < 730; ago += random.Next(4, 12))
        {
            var number = random.Next(10_000_000, 99_999_999);
            yield return new Letter
            {
                Mailbox = ago < 40 ? "INBOX" : random.Next(2) == 0 ? "Trash" : "Archive",
                From = new Person("Paketdienst Blitz", "sendung@blitz-paket.example"),
                Subject = $"Ihre Sendung {number} wurde zugestellt",
                Date = days.Office(ago, random),
                Html = Page.Letter("Guten Tag,", $"Ihr Paket <b>{number}</b> wurde zugestellt: <i>Empfang durch Nachbarin</i>.", $"<a href=\"https://blitz-paket.example/sendung/{number}\">Zustellnachweis ansehen</a>",
                    "<img src=\"https://blitz-paket.example/logo.png\" width=\"140\" alt=\"Blitz\">"),
            };
        }
    }

    private static IEnumerable<Letter> Appointments(Days days)
    {
        var random = new Random(8);
        string[] what = ["Baubesprechung", "Materialabholung", "Telefonat mit dem Planungsamt", "Site walk", "Probefahrt Radlader", "Mitarbeitergespräch"];
        for (var ago = 10; ago < 730; ago += random.Next(8, 20))
        {
            var cancelled = random.Next(5) == 0;
            var summary = what[random.Next(what.Length)];
            yield return new Letter
            {
                Mailbox = ago < 60 ? "INBOX" : "Archive",
                From = People.Jonas,
                To = [People.Martina, People.Ayse],
                Subject = $"{(cancelled ? "Abgesagt" : "Einladung")}: {summary}",
                Date = days.Office(ago, random),
                Text = $"{summary}\n{Days.Short(days.At(ago - 4, 10, 0))}, 10 Uhr\n",
                Calendar = CalendarObject.Invitation(cancelled ? "CANCEL" : "REQUEST", People.Jonas, [People.Martina, People.Ayse], summary, "Büro", days.At(ago - 4, 10, 0), 60),
            };
        }
    }

    private static IEnumerable<Letter> Backups(Days days)
    {
        for (var ago = 3; ago < 420; ago += 7)
        {
            yield return new Letter
            {
                Mailbox = "Archive/Protokolle",
                From = new Person("NAS Büro", "nas@example.test"),
                Subject = $"[nas] Sicherung {(ago % 35 == 3 ? "mit Warnungen " : "")}abgeschlossen",
                Date = days.At(ago, 3, 12),
                Text = $"Job: Büro\nDateien: {18_000 + ago}\nDauer: 00:{ago % 60:00}:12\nErgebnis: OK\n",
                Attachments = ago % 35 == 3 ? [Attachment.Text("sicherung.log", "text/plain", string.Concat(Enumerable.Range(1, 60).Select(line => $"{line:0000} copied /daten/{line}\n")))] : [],
            };
        }
    }
}

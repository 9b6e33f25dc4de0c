using Webmail.MailServers.DemoMail.Files;

namespace Webmail.MailServers.DemoMail;

/// <summary>Newsletters in German and English, each two weeks or so.</summary>
internal static class Newsletters
{
    private static readonly Sender[] Senders =
    [
        new(People.Sommerfeld, "saatgut-sommerfeld.example", "#2f6b3a", "de", 14,
            ["Jetzt aussäen: die frühen Sorten", "Sieben Stauden für trockene Böden", "Der Rosenkalender ist da 🌹", "Ernten, lagern, einkochen", "Winterruhe nutzen: Stauden jetzt teilen"]),
        new(new Person("Nordic Perennials", "news@nordic-perennials.example"), "nordic-perennials.example", "#3b4a8c", "en", 21,
            ["Grasses that move with the wind", "New in the nursery: hardy geraniums", "Planting plans for shade", "Autumn colour, sorted by week", "What we learned from a dry year"]),
        new(new Person("Technik im Grünen", "redaktion@technik-gruen.example"), "technik-gruen.example", "#a34713", "de", 28,
            ["Akku-Heckenscheren im Vergleich", "Regenwasser speichern: was sich rechnet", "Mähroboter und Igel: so geht beides", "Förderung für Dachbegrünung: die neuen Sätze"]),
        new(new Person("Roof & Green Weekly", "editor@greenroofs.example"), "greenroofs.example", "#146c74", "en", 11,
            ["Substrate depth: a field report", "Five roofs to visit this year", "Reader questions: drainage", "Bees on the seventh floor 🐝"]),
    ];

    private static readonly (string, string)[] German =
    [
        ("Teilen statt kaufen", "Phlox, Astern und Taglilien danken es mit neuem Schwung. Im Ruhezustand nehmen die Pflanzen nichts übel."),
        ("Aus der Versuchsgärtnerei", "Drei Jahre, 24 Sorten, ein klarer Sieger: was halbschattige Beete wirklich brauchen."),
        ("Fragen und Antworten", "Kann Laub unter Sträuchern liegen bleiben? Ja, und zwar am besten den ganzen Winter."),
    ];

    private static readonly (string, string)[] English =
    [
        ("From the trial garden", "Three years, two dozen varieties and one clear winner: what beds in half shade really need."),
        ("Ask the gardener", "May leaves stay under shrubs? They may, and they had better, all winter long."),
        ("Seen on the road", "A courtyard of forty square metres that feeds a family from May to October."),
    ];

    /// <summary>All issues of two years but those that <see cref="Issue"/> is called for.</summary>
    public static IEnumerable<Letter> Letters(Days days)
    {
        var random = new Random(31);
        foreach (var sender in Senders)
        {
            for (int ago = 7 + random.Next(6), issue = 212; ago < 730; ago += sender.EveryDays, issue--)
            {
                var subject = sender.Subjects[issue % sender.Subjects.Length];
                yield return Issue(sender, days.At(ago, 6 + random.Next(3), random.Next(60)), issue, Letter.Read, subject) with
                {
                    Mailbox = ago < 60 ? "INBOX" : random.Next(3) == 0 ? "Trash" : "Archive",
                };
            }
        }
    }

    /// <summary>One issue of the seed merchant's.</summary>
    public static Letter Issue(DateTimeOffset date, int issue, string flags, string subject) => Issue(Senders[0], date, issue, flags, subject);

    private static Letter Issue(Sender sender, DateTimeOffset date, int issue, string flags, string subject)
    {
        var articles = sender.Language == "de" ? German : English;
        var lead = sender.Language == "de" ? "Die schönsten Sorten für halbschattige Beete, dazu Tipps aus der Versuchsgärtnerei." : "The best plants for beds in half shade, and notes from our trial garden.";
        return new Letter
        {
            From = sender.Person,
            Subject = subject,
            Date = date,
            Flags = flags,
            Text = $"{subject}\n\n{lead}\n\n{string.Join("\n\n", articles.Select(article => $"* {article.Item1}\n  {article.Item2}"))}\n\nhttps://{sender.Host}/ausgabe/{issue}\n",
            Html = Page.Newsletter(sender.Host, sender.Colour, subject, lead, articles, sender.Language, issue),
            Inline = [Attachment.Inline("logo", sender.Host.Length, 120, 48)],
            Headers =
            [
                ("Authentication-Results", $"{PrivateMailServers.AuthenticationServer}; spf=pass smtp.mailfrom=bounce.{sender.Host}; dkim=pass header.d={sender.Host} header.s=s1; dmarc=pass (p=quarantine) header.from={sender.Host}"),
                ("DKIM-Signature", $"v=1; a=rsa-sha256; c=relaxed/relaxed; d={sender.Host}; s=s1; h=From:To:Subject:Date:List-Unsubscribe:List-Unsubscribe-Post; bh=demo; b=demo"),
                ("List-Unsubscribe", $"<https://{sender.Host}/abmelden?u=4711&n={issue}>, <mailto:leave@{sender.Host}?subject=leave>"),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                ("List-Id", $"<news.{sender.Host}>"),
                ("Precedence", "bulk"),
            ],
        };
    }

    private sealed record Sender(Person Person, string Host, string Colour, string Language, int EveryDays, string[] Subjects);
}

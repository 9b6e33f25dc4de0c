using Webmail.MailServers.DemoMail.Files;

namespace Webmail.MailServers.DemoMail;

/// <summary>A mailing list in English, and the allotment club.</summary>
internal static class GroupMail
{
    private static readonly (string, string)[] ListHeaders =
    [
        ("List-Id", "Green roof practitioners <roofs.lists.greenroofs.example>"), ("List-Post", "<mailto:roofs@lists.greenroofs.example>"),
        ("List-Archive", "<https://lists.greenroofs.example/roofs/>"), ("List-Unsubscribe", "<mailto:roofs-leave@lists.greenroofs.example>"), ("Precedence", "list"),
    ];

    private static readonly string[] Topics =
        ["Root barrier under sedum", "Anyone using biochar?", "Snow load figures for Bavaria", "Call for papers", "Irrigation in the first summer", "Weeds I have never seen before", "Warranty wording", "Which fleece?"];

    private static readonly string[] Says =
    [
        "We had the same problem in Malmö two years ago. What helped was a second layer, laid across the first, with an overlap of at least 20 cm.",
        "Not in my experience. The figures in the leaflet are for a pitched roof; on a flat one you will see less than half of that.",
        "+1. I would also like to know who has tried it on more than 500 m².",
        "Have a look at the guideline, section 4.2. It is more relaxed than most people think.",
    ];

    private static readonly string[] ClubTopics =
        ["Einladung zur Mitgliederversammlung", "Gemeinschaftsarbeit am Samstag", "Wasser wird abgestellt", "Sommerfest: Wer bringt was mit?", "Pachtrechnung", "Tauschbörse für Saatgut 🌱", "Protokoll der letzten Sitzung", "Neue Nachbarn in Parzelle 14"];

    public static IEnumerable<Letter> Letters(Days days) => [.. MailingList(days), .. Club(days)];

    private static IEnumerable<Letter> MailingList(Days days)
    {
        var random = new Random(9);
        Person list = new("Green roof practitioners", "roofs@lists.greenroofs.example");
        for (var ago = 7; ago < 700; ago += random.Next(9, 22))
        {
            var topic = Topics[random.Next(Topics.Length)];
            Letter? last = null;
            var posts = random.Next(2, 9);
            for (var post = 0; post < posts; post++)
            {
                var from = People.English[random.Next(People.English.Length)];
                var says = Says[random.Next(Says.Length)];
                last = new Letter
                {
                    Mailbox = "Listen/Green roofs",
                    From = from,
                    To = [list],
                    Subject = $"{(last is null ? "" : "Re: ")}[roofs] {topic}",
                    Date = days.At(ago, 8 + post, random.Next(60)),
                    InReplyTo = last,
                    Headers = ListHeaders,
                    Flags = ago < 20 && post == posts - 1 ? Letter.Unread : Letter.Read,
                    Text = (last is null ? "" : $"On {last.Date:yyyy-MM-dd}, {last.From.Name} wrote:\n> {says}\n\n") + says + $"\n\n-- \n{from.Name}\n_______________________________________________\nroofs mailing list\nroofs@lists.greenroofs.example\n",
                };
                yield return last;
            }
        }
    }

    private static IEnumerable<Letter> Club(Days days)
    {
        var random = new Random(10);
        var everybody = People.Club.Append(People.Martina).ToArray();
        for (var ago = 5; ago < 730; ago += random.Next(8, 17))
        {
            var topic = ClubTopics[random.Next(ClubTopics.Length)];
            var first = new Letter
            {
                Mailbox = "Verein",
                From = People.Sabine,
                To = everybody,
                Subject = topic,
                Date = days.Office(ago, random),
                Text = $"Liebe Gartenfreundinnen und Gartenfreunde,\n\nes geht um: {topic}. Näheres steht im Aushang am Vereinsheim und im Anhang.\n\nMit grünen Grüßen\nSabine Vogt\nKleingartenverein Südhang e. V.\n",
                Attachments = random.Next(3) == 0 ? [Attachment.Pdf("Aushang.pdf", topic, ["Kleingartenverein Südhang e. V."], 30)] : [],
            };
            yield return first;
            if (random.Next(2) == 0)
            {
                var from = People.Club[1 + random.Next(People.Club.Length - 1)];
                yield return new Letter
                {
                    Mailbox = "Verein",
                    From = from,
                    To = everybody,
                    Subject = $"Re: {topic}",
                    Date = first.Date.AddHours(random.Next(1, 9)),
                    InReplyTo = first,
                    Text = $"Hallo zusammen,\n\nich bin dabei und bringe den Kartoffelsalat mit 🥔\n\n{from.FirstName}\n\n> es geht um: {topic}.\n",
                };
            }
        }
    }
}

using System.Globalization;
using System.Text;

namespace Webmail.MailServers.Loading;

/// <summary>Invented messages for benchmarks: cheap to make, the same each time, with senders, subjects, threads and sizes as varied as real ones.</summary>
internal static class SyntheticMail
{
    private static readonly string[] FirstNames =
    [
        "Anna", "Bernd", "Clara", "David", "Elif", "Frank", "Greta", "Hassan", "Ines", "Jan", "Katharina", "Lukas", "Maria", "Nils", "Olga", "Paul",
        "Renate", "Simon", "Tanja", "Uwe", "Vera", "Wolfgang", "Yasmin", "Zoe",
    ];

    private static readonly string[] LastNames =
    [
        "Albrecht", "Becker", "Carstens", "Demir", "Engel", "Fischer", "Graf", "Hoffmann", "Ivanov", "Jansen", "Keller", "Lehmann", "Meyer", "Novak",
        "Otto", "Peters", "Richter", "Schulz", "Thiel", "Ulrich", "Vogel", "Wagner", "Yilmaz", "Zimmermann",
    ];

    private static readonly string[] Things =
    [
        "offer", "invoice", "delivery", "meeting on Tuesday", "holiday plan", "draft contract", "garden plan", "roof terrace", "newsletter", "minutes",
        "site visit", "spare parts", "insurance", "training", "order", "photos", "tax papers", "server maintenance", "summer party", "price list",
    ];

    private static readonly string[] Openings =
        ["About the", "Question on the", "Your", "Final version of the", "Reminder:", "Update on the", "Please check the", "Feedback on the", "New", "Corrected"];

    private static readonly string Words = string.Join(' ', Enumerable.Repeat(
        "Thank you for the quick answer. We looked at the plan again and would like to move the date by a week, if that suits everybody involved. "
        + "The parts that were missing have arrived, and the bill went out this morning. Let us talk about the rest on the phone.", 12));

    // Any fixed date will do; benchmarks look at positions, not at today.
    private static readonly DateTimeOffset Newest = new(2026, 6, 30, 18, 0, 0, TimeSpan.Zero);

    public static IEnumerable<StoredMessage> Messages(string mailbox, int count)
    {
        var random = new Random(4711);
        var text = new StringBuilder(4096);
        for (var index = 0; index < count; index++)
        {
            var received = Newest.AddMinutes(-7.0 * (count - 1 - index));
            var flags = random.Next(100) switch { < 4 => "", < 7 => @"\Seen \Flagged", < 20 => @"\Seen \Answered", _ => @"\Seen" };
            // The newest page has some unread ones, whatever the dice say.
            if (count - index <= 50 && index % 4 == 0)
                flags = "";
            yield return new StoredMessage(mailbox, received, flags, Message(text, random, index, received));
        }
    }

    private static byte[] Message(StringBuilder text, Random random, int index, DateTimeOffset date)
    {
        var first = FirstNames[random.Next(FirstNames.Length)];
        var last = LastNames[random.Next(LastNames.Length)];
        // Groups of four form a thread.
        var root = index - index % 4;
        var subject = $"{(index == root ? "" : "Re: ")}{Openings[root / 4 % Openings.Length]} {Things[root / 40 % Things.Length]} {root / 4 + 1}";

        text.Clear();
        text.Append("Return-Path: <").Append(first).Append('.').Append(last).Append("@sender.test>\r\n")
            .Append("From: ").Append(first).Append(' ').Append(last).Append(" <").Append(first).Append('.').Append(last).Append("@sender.test>\r\n")
            .Append("To: Bench <bench@example.test>\r\nSubject: ").Append(subject).Append("\r\nDate: ")
            .Append(date.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture))
            .Append("\r\nMessage-ID: <m").Append(index).Append("@bench.sender.test>\r\n");
        if (index != root)
            text.Append("In-Reply-To: <m").Append(root).Append("@bench.sender.test>\r\nReferences: <m").Append(root).Append("@bench.sender.test>\r\n");
        text.Append("MIME-Version: 1.0\r\n");

        var plain = Words[..random.Next(200, Words.Length)];
        switch (random.Next(10))
        {
            case < 5:
                text.Append("Content-Type: text/plain; charset=utf-8\r\n\r\n");
                Plain(text, first, plain);
                break;
            case < 8:
                text.Append("Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\n");
                Alternative(text, first, plain);
                break;
            default:
                text.Append("Content-Type: multipart/mixed; boundary=\"a\"\r\n\r\n--a\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\n");
                Alternative(text, first, plain);
                text.Append("--a\r\nContent-Type: application/pdf; name=\"plan-").Append(index)
                    .Append(".pdf\"\r\nContent-Disposition: attachment; filename=\"plan-").Append(index).Append(".pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n");
                for (var line = 0; line < 30; line++)
                    text.Append("JVBERi0xLjQKJcfsj6IKNSAwIG9iago8PC9MZW5ndGggNiAwIFIvRmlsdGVyIC9GbGF0ZURl\r\n");
                text.Append("--a--\r\n");
                break;
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Alternative(StringBuilder text, string first, string plain)
    {
        text.Append("Content-Type: text/plain; charset=utf-8\r\n\r\n");
        Plain(text, first, plain);
        text.Append("--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body style=\"font-family:sans-serif\"><p>Hello,</p>\r\n<p>");
        Wrapped(text, plain);
        text.Append("</p>\r\n<p>Kind regards<br><b>").Append(first).Append("</b></p></body></html>\r\n--b--\r\n");
    }

    private static void Plain(StringBuilder text, string first, string plain)
    {
        text.Append("Hello,\r\n\r\n");
        Wrapped(text, plain);
        text.Append("\r\n\r\nKind regards\r\n").Append(first).Append("\r\n");
    }

    private static void Wrapped(StringBuilder text, string plain)
    {
        for (var at = 0; at < plain.Length; at += 72)
            text.Append(plain.AsSpan(at, Math.Min(72, plain.Length - at))).Append("\r\n");
    }
}

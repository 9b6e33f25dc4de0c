using MimeKit;
using Webmail.MailServers.DemoMail.Files;

namespace Webmail.MailServers.DemoMail;

/// <summary>What letters bring with them.</summary>
internal static class Enclosures
{
    /// <summary>Nothing with most letters, else one or more files that fit the topic.</summary>
    public static MimeEntity[] For(Random random, string topic)
    {
        var name = topic.Replace(' ', '_').Replace(":", "", StringComparison.Ordinal);
        return random.Next(14) switch
        {
            0 => [Attachment.Pdf($"{name}.pdf", topic, ["Seite 1 von 1"], random.Next(5, 60))],
            1 => [.. Enumerable.Range(1, random.Next(1, 4)).Select(number => Attachment.Photo($"IMG_{random.Next(1000, 9999)}.jpg", random.Next(6) + number, 320, 240))],
            2 => [Attachment.Sheet($"{name}.xlsx", ["Position", "Preis"], [topic, "1250.00"]), Attachment.Document($"{name}.docx", topic)],
            3 => [Attachment.Png($"Skizze {topic}.png", random.Next(6), 240, 160)],
            _ => [],
        };
    }
}

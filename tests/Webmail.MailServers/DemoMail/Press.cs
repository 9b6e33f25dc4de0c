using MimeKit;
using MimeKit.Text;
using Webmail.MailServers.Loading;

namespace Webmail.MailServers.DemoMail;

/// <summary>Writes letters as MIME, the same bytes for the same letter.</summary>
internal static class Press
{
    private static readonly FormatOptions Wire = new() { NewLineFormat = NewLineFormat.Dos, EnsureNewLine = true };

    public static StoredMessage Print(Letter letter, Func<string, string> mailboxName)
    {
        using var message = new MimeMessage { MessageId = letter.Id, Date = letter.Date, Subject = letter.Subject };
        message.From.Add(letter.From.Mailbox);
        message.To.AddRange(letter.To.Select(person => person.Mailbox));
        message.Cc.AddRange(letter.Cc.Select(person => person.Mailbox));
        if (letter.InReplyTo is { } parent)
        {
            message.InReplyTo = parent.Id;
            message.References.AddRange(letter.References);
        }

        foreach (var (name, value) in letter.Headers)
            message.Headers.Add(name, value);
        message.Body = Body(letter);
        return Store(message, letter.Mailbox, letter.Flags, letter.Date, mailboxName);
    }

    public static StoredMessage Store(MimeMessage message, string mailbox, string flags, DateTimeOffset received, Func<string, string> mailboxName)
    {
        SetBoundaries(message);
        using var content = new MemoryStream();
        message.WriteTo(Wire, content);
        return new StoredMessage(mailboxName(mailbox), received, flags, content.ToArray());
    }

    private static MimeEntity Body(Letter letter)
    {
        var parts = new List<MimeEntity>();
        if (letter.Text is { } text)
            parts.Add(new TextPart(TextFormat.Plain) { Text = text });
        if (letter.Html is { } html)
        {
            var page = new TextPart(TextFormat.Html) { Text = html };
            parts.Add(letter.Inline.Length == 0 ? page : Together("related", [page, .. letter.Inline]));
        }

        if (letter.Calendar is { } calendar)
        {
            var part = new TextPart("calendar") { Text = calendar.Content };
            part.ContentType.Parameters.Add("method", calendar.Method);
            parts.Add(part);
        }

        var body = parts.Count == 1 ? parts[0] : Together("alternative", parts);
        return letter.Attachments.Length == 0 ? body : Together("mixed", [body, .. letter.Attachments]);
    }

    private static Multipart Together(string kind, IEnumerable<MimeEntity> parts)
    {
        var multipart = new Multipart(kind);
        foreach (var part in parts)
            multipart.Add(part);
        return multipart;
    }

    // MimeKit's own boundaries are random.
    private static void SetBoundaries(MimeMessage message)
    {
        var parts = new MimeIterator(message);
        var number = 0;
        while (parts.MoveNext())
        {
            if (parts.Current is Multipart multipart)
                multipart.Boundary = $"=-part{number++}-{message.MessageId?.Split('@')[0]}";
        }
    }
}

using MimeKit;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>A message to deliver.</summary>
internal sealed record Letter(
    string Subject, string From = "Anna <anna@b.example>", string To = "me@c.example", string? Header = null, string Text = "Hallo", bool HasFile = false, string? Detail = null)
{
    /// <summary>When it says it was written.</summary>
    public DateTimeOffset Date { get; init; } = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    /// <summary>MAIL FROM.</summary>
    public string Sender { get; init; } = "sender@outside.test";

    /// <summary>One more header field.</summary>
    public string? Second { get; init; }

    /// <summary>Message-ID; null: one of its own.</summary>
    public string? Id { get; init; }

    public MimeMessage Message()
    {
        MimeEntity body = new TextPart("plain") { Text = Text };
        if (HasFile)
            body = new Multipart("mixed") { body, new MimePart("text", "csv") { FileName = "a.csv", Content = new MimeContent(new MemoryStream("a;b"u8.ToArray())), ContentDisposition = new ContentDisposition("attachment") } };
        var message = new MimeMessage([MailboxAddress.Parse(From)], [MailboxAddress.Parse(To)], Subject, body) { Date = Date };
        if (Id is not null)
            message.MessageId = Id;
        foreach (var field in ((string?[])[Header, Second]).OfType<string>())
            message.Headers.Add(field.Split(": ", 2)[0], field.Split(": ", 2)[1]);
        return message;
    }
}

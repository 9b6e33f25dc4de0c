using System.Text;
using MailKit;
using MimeKit;
using Webmail.MailServers.Loading;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>A message that a test puts into a mailbox.</summary>
public sealed record Letter(string Subject)
{
    /// <summary>Its plain text.</summary>
    public string? Text { get; init; } = "Guten Tag,\n\nanbei wie besprochen.\n";

    /// <summary>Its HTML.</summary>
    public string? Html { get; init; }

    /// <summary>Files by name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>PNG pictures inside the HTML by their Content-ID.</summary>
    public IReadOnlyDictionary<string, byte[]> Pictures { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The sender.</summary>
    public string From { get; init; } = "Petra Hoffmann <petra.hoffmann@outside.test>";

    /// <summary>Further fields of the header.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The recipients.</summary>
    public string To { get; init; } = "me@example.test";

    /// <summary>Flags on the server.</summary>
    public MessageFlags Flags { get; init; } = MessageFlags.None;

    /// <summary>When it was received.</summary>
    public DateTimeOffset Received { get; init; } = TimeProvider.System.GetUtcNow();

    /// <summary>The message. The caller disposes it.</summary>
    public MimeMessage ToMessage()
    {
        var body = new BodyBuilder { TextBody = Text, HtmlBody = Html };
        foreach (var (name, content) in Files)
            body.Attachments.Add(name, Encoding.UTF8.GetBytes(content), ContentType.Parse(MimeTypes.GetMimeType(name)));
        foreach (var (id, png) in Pictures)
            body.LinkedResources.Add($"{id}.png", png, new ContentType("image", "png")).ContentId = id;
        var message = new MimeMessage([MailboxAddress.Parse(From)], InternetAddressList.Parse(To), Subject, body.ToMessageBody()) { Date = Received };
        foreach (var (name, value) in Fields)
            message.Headers.Add(name, value);
        return message;
    }

    /// <summary>The message as it lies in a mailbox.</summary>
    public StoredMessage In(string mailbox)
    {
        using var message = ToMessage();
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, bytes, CancellationToken.None);
        var flags = (Flags.HasFlag(MessageFlags.Seen) ? @"\Seen " : "") + (Flags.HasFlag(MessageFlags.Flagged) ? @"\Flagged" : "");
        return new StoredMessage(mailbox, Received, flags.Trim(), bytes.ToArray());
    }
}

using System.Collections.Immutable;
using MimeKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Trust;

namespace Webmail.Engine.Reading;

/// <summary>What the reader shows above a message's text.</summary>
public sealed record MessageDetails
{
    /// <summary>Recipients kept of one field. RFC 5321 4.5.3.1.8 asks for 100; lists reach a few thousand.</summary>
    public const int MaxRecipients = 2_000;

    /// <summary>The subject, decoded; empty if there is none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The authors; more than one is rare and legal (RFC 5322 3.6.2).</summary>
    public ImmutableArray<Correspondent> From { get; init; } = [];

    /// <summary>Who sent it for the authors, where that is somebody else.</summary>
    public Correspondent? Sender { get; init; }

    /// <summary>Where answers go, where that is not the author.</summary>
    public ImmutableArray<Correspondent> ReplyTo { get; init; } = [];

    /// <summary>Recipients.</summary>
    public ImmutableArray<Correspondent> To { get; init; } = [];

    /// <summary>Recipients of a copy.</summary>
    public ImmutableArray<Correspondent> Cc { get; init; } = [];

    /// <summary>Hidden recipients: only in what the person sent.</summary>
    public ImmutableArray<Correspondent> Bcc { get; init; } = [];

    /// <summary>Recipients that there are beyond <see cref="MaxRecipients"/>.</summary>
    public int MoreRecipients { get; init; }

    /// <summary>The Date field; null if there is none that can be read.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Message-ID without angle brackets; null if there is none.</summary>
    public string? MessageId { get; init; }

    /// <summary>List-Id (RFC 2919); null if the message came by no list.</summary>
    public string? ListId { get; init; }

    /// <summary>Whether the list takes answers: List-Post names an address (RFC 2369 3.4).</summary>
    public bool ListTakesPosts { get; init; }

    /// <summary>List-Unsubscribe as it stands (RFC 2369); null if there is none.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>What receipt the author asks for; null: none.</summary>
    public ReceiptRequest? Receipt { get; init; }

    /// <summary>What is to be said about the sender.</summary>
    public SenderTrust Trust { get; init; } = SenderTrust.Nothing;

    /// <summary>What the header says about how the message came.</summary>
    public MessageEvidence Evidence { get; init; } = MessageEvidence.None;

    /// <summary>How it is signed or encrypted.</summary>
    public MessageProtection Protection { get; init; }

    /// <summary>What is offered for download.</summary>
    public ImmutableArray<AttachmentInfo> Attachments { get; init; } = [];

    /// <summary>Reads a message's header. Never throws for what stands in it.</summary>
    /// <param name="headers">The header.</param>
    /// <param name="attachments">The parts that are offered for download.</param>
    /// <param name="charset">The character set of what is not encoded, as a person chose it; null: the one that shows itself.</param>
    public static MessageDetails Read(HeaderList headers, IEnumerable<PartNode> attachments, string? charset = null)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(attachments);
        var reader = new HeaderReader(headers, charset);
        var from = reader.Addresses(HeaderId.From, out _);
        var to = reader.Addresses(HeaderId.To, out var moreTo);
        var cc = reader.Addresses(HeaderId.Cc, out var moreCc);
        var sender = reader.Addresses(HeaderId.Sender, out _).FirstOrDefault();
        var replyTo = reader.Addresses(HeaderId.ReplyTo, out _);
        return new MessageDetails
        {
            Subject = reader.Text(HeaderId.Subject),
            From = from,
            Sender = sender.Address is { Length: > 0 } && !from.Any(author => SameAddress(author, sender)) ? sender : null,
            ReplyTo = replyTo.Length > 0 && !(replyTo.Length == from.Length && replyTo.Zip(from).All(pair => SameAddress(pair.First, pair.Second))) ? replyTo : [],
            To = to,
            Cc = cc,
            Bcc = reader.Addresses(HeaderId.Bcc, out _),
            MoreRecipients = moreTo + moreCc,
            Date = reader.Date(),
            MessageId = NullIfEmpty(reader.Text(HeaderId.MessageId).Trim('<', '>', ' ')),
            ListId = NullIfEmpty(reader.Text(HeaderId.ListId)),
            ListTakesPosts = reader.Text(HeaderId.ListPost).Contains("<mailto:", StringComparison.OrdinalIgnoreCase),
            Unsubscribe = NullIfEmpty(reader.Text(HeaderId.ListUnsubscribe)),
            Receipt = ReceiptRequest.Of(headers),
            Trust = SenderTrust.Of(from),
            Evidence = MessageEvidence.Read(headers),
            Attachments = [.. attachments.Select(AttachmentInfo.From)],
        };
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;

    private static bool SameAddress(Correspondent left, Correspondent right) =>
        string.Equals(left.Address, right.Address, StringComparison.OrdinalIgnoreCase);
}

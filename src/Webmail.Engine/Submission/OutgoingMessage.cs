using System.Collections.Immutable;
using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>
/// A message ready to be handed in. Its attachments are read from files and from the mail server's copies while it is written, so write it
/// once and dispose of it soon.
/// </summary>
/// <param name="Id">The draft's id.</param>
/// <param name="MessageId">Message-ID without angle brackets.</param>
/// <param name="EnvelopeFrom">The sender for MAIL FROM; the domain in ASCII. Empty: nothing comes back (RFC 5321 4.5.5).</param>
/// <param name="Recipients">All recipients for RCPT TO, each once; domains in ASCII.</param>
/// <param name="Message">What is sent: without Bcc.</param>
/// <param name="FiledMessage">What is filed in Sent: with Bcc; null if there is none, and it is the same.</param>
/// <param name="SavedAs">The draft's copy, to be removed once the message is sent.</param>
/// <param name="Sources">The messages it answers or forwards, to be marked once it is sent.</param>
/// <param name="Kind">What it began as.</param>
public sealed record OutgoingMessage(
    Guid Id,
    string MessageId,
    string EnvelopeFrom,
    ImmutableArray<string> Recipients,
    MimeMessage Message,
    MimeMessage? FiledMessage,
    string? SavedAs,
    ImmutableArray<string> Sources,
    DraftKind Kind) : IDisposable
{
    /// <summary>IMAP name of the mailbox for the copy; null: the account's mailbox for sent messages.</summary>
    public string? SentMailbox { get; init; }

    /// <summary>Whether the sender is to be told of delivery (RFC 3461), where the server can.</summary>
    public bool AsksForDelivery { get; init; }

    /// <summary>Whether a copy is kept among what was sent.</summary>
    public bool IsFiled { get; init; } = true;

    /// <summary>Closes the attachments' files.</summary>
    public void Dispose()
    {
        Message.Dispose();
        FiledMessage?.Dispose();
    }
}

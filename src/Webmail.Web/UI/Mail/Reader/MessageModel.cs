using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Web.Endpoints;
using Webmail.Web.UI.Mail.Reader.Invitations;
using Webmail.Web.UI.Mail.Reader.Trust;

namespace Webmail.Web.UI.Mail.Reader;

/// <summary>What <see cref="MessageArticle"/> shows.</summary>
/// <param name="Key">Which message.</param>
/// <param name="Account">Sets the account's addresses apart (<see cref="MessagePath.AccountTag"/>).</param>
/// <param name="Message">The message.</param>
/// <param name="ShowRemote">Whether pictures from elsewhere are shown: the person said "always" of this sender.</param>
/// <param name="IsDark">Whether the page is dark.</param>
/// <param name="Dates">Forms dates.</param>
/// <param name="OwnAddress">The person's own address, which is called "me".</param>
public sealed record MessageModel(MessageKey Key, string Account, ReadMessage Message, bool ShowRemote, bool IsDark, MessageDates Dates, string OwnAddress)
{
    /// <summary>Attachments listed one by one; all of them are in the archive.</summary>
    public const int MaxListed = 100;

    /// <summary>The read receipt to ask about; null: none.</summary>
    public ReceiptOffer? Receipt { get; init; }

    /// <summary>What is said about who wrote it; null: nothing, since the person did.</summary>
    public TrustModel? Trust { get; init; }

    /// <summary>Whether the message passes for somebody else's, so that its links and attachments are off.</summary>
    public bool IsHeld => Trust is { IsAlarm: true };

    /// <summary>The message's calendars; null: none.</summary>
    public InvitationModel? Calendars { get; init; }

    /// <summary>Per cent of the size that the sender, or we, gave the text.</summary>
    public int TextSize { get; init; } = 100;

    /// <summary>Whether the sender's colours are changed for a dark page; else they are shown as they are, on white.</summary>
    public bool DarkensHtml { get; init; } = true;

    /// <summary>Whether the text stands on white paper although the page is dark.</summary>
    public bool IsOnPaper => Message.Rendered.HasHtml && !DarkensHtml;

    /// <summary>The character set that the person chose, <c>auto</c> if they are about to; null: nobody asked.</summary>
    public string? Charset { get; init; }

    /// <summary>Whether links stay as the sender wrote them.</summary>
    public bool KeepsTrackingParameters { get; init; }

    /// <summary>Above the text.</summary>
    public MessageDetails Details => Message.Details;

    /// <summary>The first author; without name and address if there is none.</summary>
    public Correspondent Author => Details.From is [var first, ..] ? first : default;

    /// <summary>To and Cc.</summary>
    public IReadOnlyList<Correspondent> Recipients { get; } = [.. Message.Details.To, .. Message.Details.Cc, .. Message.Details.Bcc];

    /// <summary>Whether the bar about pictures is shown.</summary>
    public bool AsksForRemote => !ShowRemote && !IsHeld && !Message.Content.IsEncrypted && Message.Rendered.RemoteContentCount > 0;

    /// <summary>The frame's address, with or without pictures from elsewhere.</summary>
    public string BodyAddress(bool remote) => MessagePath.Body(Key, Account, IsDark && !IsOnPaper ? "dark" : "light", remote, TextSize, KeepsTrackingParameters) + (Charset is null or "auto" ? "" : $"&charset={Charset}");

    /// <summary>True for the person's own address.</summary>
    public bool IsOwn(Correspondent who) => string.Equals(who.Address, OwnAddress, StringComparison.OrdinalIgnoreCase);

    /// <summary>A file name in two halves, of which the first may be shortened: the ending always shows.</summary>
    public static (string Start, string End) Halves(string name)
    {
        var end = Math.Min(8, name.Length);
        if (end < name.Length && char.IsLowSurrogate(name[^end])) end++;
        return (name[..^end], name[^end..]);
    }
}

using MimeKit;

namespace Webmail.MailServers.DemoMail;

/// <summary>One message of the demo before it is written as MIME.</summary>
internal sealed record Letter
{
    public const string Unread = "", Read = @"\Seen", Answered = @"\Seen \Answered", Forwarded = @"\Seen $Forwarded", Flagged = @"\Seen \Flagged";

    /// <summary>Path with slashes.</summary>
    public string Mailbox { get; init; } = "INBOX";

    public string Flags { get; init; } = Read;

    public required Person From { get; init; }

    public Person[] To { get; init; } = [People.Martina];

    public Person[] Cc { get; init; } = [];

    public required string Subject { get; init; }

    public required DateTimeOffset Date { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    /// <summary>Pictures the HTML shows by <c>cid:</c>.</summary>
    public MimePart[] Inline { get; init; } = [];

    public MimeEntity[] Attachments { get; init; } = [];

    /// <summary>An iCalendar object shown beside the text (RFC 6047).</summary>
    public (string Method, string Content)? Calendar { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    public Letter? InReplyTo { get; init; }

    /// <summary>The same for the same letter, so that answers can name it.</summary>
    public string Id => $"{Date.ToUnixTimeSeconds():x}.{Hash(From.Address + Subject):x8}@{From.Address.Split('@')[1]}";

    /// <summary>The ids of the letters before it, oldest first.</summary>
    public IEnumerable<string> References => InReplyTo is null ? [] : InReplyTo.References.Append(InReplyTo.Id);

    // FNV-1a: string.GetHashCode differs in each process.
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
}

using System.Text;
using MailKit;

namespace Webmail.Engine.Imap;

/// <summary>
/// Keeps the last bytes a server sent, in memory only, because MailKit's exceptions carry a refusal's text but not its response code.
/// It hangs where MailKit offers a protocol log, and logs nothing. It also counts what is sent, and keeps MailKit from reading what is nested too deep.
/// </summary>
internal sealed class ResponseTail : IProtocolLogger
{
    // A tagged response with its code and text; servers keep lines well below this.
    private const int Kept = 1024;
    private readonly byte[] tail = new byte[Kept];
    private readonly NoticeReader notices = new();
    private readonly NestingGuard nesting = new();
    private int length;

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>
    /// The server gave up telling of changes (RFC 5465 5.8), which MailKit does not pass on. Raised on the reading loop, and now and
    /// then for a message that only mentions it, or twice.
    /// </summary>
    public event EventHandler<EventArgs>? NotificationsOverflowed;

    /// <summary>The server told of a mailbox in a way that MailKit does not pass on. Raised on the reading loop.</summary>
    public event EventHandler<MailboxNoticeEventArgs>? Noticed;

    /// <summary>How often something was sent: an upper bound for the round trips.</summary>
    public int Sent { get; private set; }

    /// <inheritdoc/>
    public void LogConnect(Uri uri)
    {
    }

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count) => Sent++;

    /// <inheritdoc/>
    /// <exception cref="TooDeepException">It is not to be read any further.</exception>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        var received = buffer.AsSpan(offset, count);
        Keep(received);
        nesting.Read(received);
        if (NotificationsOverflowed is { } overflowed && (Says(received) || Says(tail.AsSpan(0, length))))
            overflowed(this, EventArgs.Empty);
        if (Noticed is { } noticed)
            notices.Read(received, notice => noticed(this, notice));
    }

    /// <summary>The last refusal (tagged NO or BAD, or BYE) that the server sent.</summary>
    public Refusal LastRefusal()
    {
        var lines = Encoding.UTF8.GetString(tail, 0, length).Split('\n');
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            var words = lines[i].TrimEnd('\r').Split(' ', 3);
            if (words.Length == 3 && IsRefusal(words[0], words[1]))
                return Refusal.Parse(words[2]);
        }

        return Refusal.None;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Keep(ReadOnlySpan<byte> received)
    {
        if (received.Length > Kept)
            received = received[^Kept..];
        var stays = Math.Min(length, Kept - received.Length);
        tail.AsSpan(length - stays, stays).CopyTo(tail);
        received.CopyTo(tail.AsSpan(stays));
        length = stays + received.Length;
    }

    private static bool Says(ReadOnlySpan<byte> text) => text.IndexOf("[NOTIFICATIONOVERFLOW]"u8) >= 0;

    private static bool IsRefusal(string tag, string status) =>
        tag == "*" ? status == "BYE" : tag.Length > 1 && char.IsAsciiLetterUpper(tag[0]) && tag.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 && status is "NO" or "BAD";
}

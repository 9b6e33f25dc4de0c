using MimeKit;
using MimeKit.Tnef;

namespace Webmail.Engine.Reading.Packed;

/// <summary>Outlook's <c>winmail.dat</c> (MS-OXTNEF): a message with files in a format of its own.</summary>
internal static class WinmailDat
{
    /// <summary>Messages packed into each other. Outlook makes two, when what is forwarded was forwarded.</summary>
    private const int MaxDepth = 4;

    /// <summary>The message that is packed; null if nothing of it can be read, or if it is too large.</summary>
    public static MimeMessage? Message(TnefPart winmail) => Message(winmail, 1);

    /// <summary>What is packed, to stand in place of the part; null if nothing of it can be read.</summary>
    /// <param name="winmail">The part.</param>
    /// <param name="hasText">Whether the text stands beside it already, as Outlook writes it: then the packed one is not shown a second time.</param>
    public static Multipart? Open(TnefPart winmail, bool hasText)
    {
        if (Message(winmail) is not { Body: { } body })
            return null;
        MimeEntity[] parts = body is Multipart and not MultipartAlternative ? [.. (Multipart)body] : [body];
        if (parts.Length == 0)
            return null;
        var opened = new Multipart("mixed");
        // The files first: they keep their place whether the text is shown or not.
        foreach (var part in parts.Where(static part => !IsText(part)).Concat(hasText ? [] : parts.Where(IsText)))
            opened.Add(part);
        return opened;
    }

    private static MimeMessage? Message(TnefPart winmail, int depth)
    {
        if (winmail.Content?.Stream is not { } stream || stream.Length > PackedParts.MaxOctets * 3L / 2)
            return null;
        MimeMessage message;
        try
        {
            message = winmail.ConvertToMessage();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A broken one stays the file that it is.
            return null;
        }
        if (message.Body is Multipart multipart)
        {
            for (var i = 0; i < multipart.Count; i++)
            {
                // A message that was attached in Outlook is packed once more.
                if (multipart[i] is TnefPart inner && depth < MaxDepth && Message(inner, depth + 1) is { } attached)
                    multipart[i] = new MessagePart("rfc822", attached);
            }
        }
        return message;
    }

    private static bool IsText(MimeEntity part) => part is MultipartAlternative || (part is TextPart { FileName: null, IsAttachment: false });
}

using System.Buffers;
using System.Text;
using MimeKit;
using MimeKit.IO;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>What a server without 8BITMIME can be given of a message that is sent on as it is.</summary>
internal static class SevenBitBody
{
    private static readonly SearchValues<byte> Ascii = SearchValues.Create([.. Enumerable.Range(0, 128).Select(static octet => (byte)octet)]);

    /// <summary>
    /// Encodes anew the parts that hold other octets than ASCII, and leaves a body without such octets alone. RFC 6152 3: it is that or not sending. Signatures of
    /// servers over the body break by it, and a signature of the author's does not cover 8-bit text in the first place (RFC 8551 3.1.3).
    /// </summary>
    /// <param name="message">The message, its body one stretch of octets (<see cref="Redirection.BodyAsItIs"/>).</param>
    /// <param name="maxLineLength">Octets that a line may have.</param>
    public static void Make(MimeMessage message, int maxLineLength)
    {
        if (message.Body is not MimePart { Content.Stream: { } content } whole || IsAscii(content))
            return;
        var header = new StringBuilder();
        foreach (var field in whole.Headers)
            header.Append(field.Field).Append(": ").Append(field.Value.ReplaceLineEndings(" ")).Append("\r\n");
        var octets = new ChainedStream();
        octets.Add(new MemoryStream(Encoding.UTF8.GetBytes(header.Append("\r\n").ToString())));
        octets.Add(content, leaveOpen: true);
        message.Body = MimeEntity.Load(ParserOptions.Default, octets, persistent: true);
        Unmark(message.Body);
        message.Body.Prepare(EncodingConstraint.SevenBit, maxLineLength);
    }

    private static bool IsAscii(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            stream.Position = 0;
            while (stream.Read(buffer) is > 0 and var octets)
            {
                if (buffer.AsSpan(0, octets).ContainsAnyExcept(Ascii))
                    return false;
            }

            return true;
        }
        finally
        {
            stream.Position = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>RFC 2045 6.4: what holds other parts says 8bit only if one of them does.</summary>
    private static void Unmark(MimeEntity? entity)
    {
        if (entity is Multipart parts)
        {
            parts.Headers.Remove(HeaderId.ContentTransferEncoding);
            foreach (var part in parts)
                Unmark(part);
        }
        else if (entity is MessagePart inner)
        {
            inner.Headers.Remove(HeaderId.ContentTransferEncoding);
            Unmark(inner.Message?.Body);
        }
    }
}

using System.Globalization;
using MimeKit;
using MimeKit.IO;
using Webmail.Engine.Reading.Packed;

namespace Webmail.Engine.Reading;

/// <summary>A message that was fetched as a whole.</summary>
internal static class WholeMessage
{
    /// <summary>Lines that may begin a part. A message of that many parts is not listed but made to fill the memory.</summary>
    private const int MaxDelimiters = 20_000;

    /// <summary>Deeper parts stay closed: each level is compared with each line. Those that are shown end before (<see cref="MessageStructure.MaxDepth"/>).</summary>
    internal static readonly ParserOptions Options = new() { MaxMimeDepth = 64 };

    /// <summary>Parses a message. What has no header at all is taken as text, where a plain load would throw.</summary>
    /// <param name="source">It must stay open for as long as the message is used.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static MimeMessage Parse(Stream source, CancellationToken cancellationToken)
    {
        source = LongHeader.Unfold(BareReturns.Replace(source));
        try
        {
            if (HasTooManyParts(source))
                return AsText(new MimeParser(Options, source, MimeFormat.Entity, persistent: true).ParseHeaders(cancellationToken), source);
            return MimeMessage.Load(Options, source, persistent: true, cancellationToken);
        }
        catch (FormatException)
        {
            return BrokenOff(source, cancellationToken) ?? AfterBlanks(source, cancellationToken) ?? AsText([], source);
        }
    }

    /// <summary>A header that breaks off within a line has its fields above it; null if that is not so.</summary>
    private static MimeMessage? BrokenOff(Stream source, CancellationToken cancellationToken)
    {
        if (source.Length == 0)
            return null;
        source.Position = source.Length - 1;
        var ended = source.ReadByte() == '\n';
        source.Position = 0;
        if (ended)
            return null;
        var whole = new ChainedStream();
        whole.Add(source, leaveOpen: true);
        whole.Add(new MemoryStream([.. "\r\n\r\n"u8], writable: false));
        try
        {
            return MimeMessage.Load(Options, whole, persistent: true, cancellationToken);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A message that begins with blank lines has its header below them; null if there is none either.</summary>
    private static MimeMessage? AfterBlanks(Stream source, CancellationToken cancellationToken)
    {
        source.Position = 0;
        var start = 0L;
        int octet;
        while ((octet = source.ReadByte()) is ' ' or '\t' or '\r' or '\n')
            start++;
        if (start == 0 || octet < 0)
            return null;
        source.Position = start;
        try
        {
            return MimeMessage.Load(Options, source, persistent: true, cancellationToken);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MimeMessage AsText(HeaderList headers, Stream source)
    {
        source.Position = 0;
        foreach (var field in headers.Where(static header => header.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)).ToList())
            headers.Remove(field);
        return new MimeMessage(headers) { Body = new TextPart("plain") { Content = new MimeContent(source) } };
    }

    private static bool HasTooManyParts(Stream source)
    {
        var buffer = new byte[65_536];
        var (count, kept, read) = (0, 0, 0);
        while (count <= MaxDelimiters && (read = source.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var all = buffer.AsSpan(0, kept + read);
            count += all.Count("\n--"u8);
            // What may begin at the end of one piece goes on in the next.
            kept = Math.Min(2, all.Length);
            all[^kept..].CopyTo(buffer);
        }
        source.Position = 0;
        return count > MaxDelimiters;
    }

    /// <summary>Reads a message for the reader.</summary>
    /// <param name="source">The message; may be closed afterwards.</param>
    /// <param name="charset">The character set that a person chose; null: the one that the sender names.</param>
    /// <param name="within">Where in another message it lies: <see cref="MessageKey.Within"/>.</param>
    /// <param name="isBeginning">The message goes on behind what is here.</param>
    public static async Task<ReadMessage> ReadAsync(Stream source, string? charset = null, string within = "", bool isBeginning = false)
    {
        using var message = Parse(source, CancellationToken.None);
        var (body, structure) = PackedMessage.Unpack(message.Body);
        return await ReadMessage.AssembleAsync(
            message.Headers, structure,
            plan => Task.FromResult(MessageContent.Decode(plan, part => Find(body, part.Section), charset) with { IsBeginning = isBeginning }),
            part => Task.FromResult(Find(body, part.Section)), charset, within);
    }

    /// <summary>The body of a message as it is read: see <see cref="Readable"/>, and <see cref="PackedMessage"/>.</summary>
    public static MimeEntity? BodyOf(MimeMessage message) => PackedMessage.Unpack(message.Body).Body;

    /// <summary>What is packed is unpacked, and what has no parts though it should gets them, or is the text that it is.</summary>
    public static MimeEntity? Readable(MimeEntity? body) => body is null ? null : PackedParts.Unpack(MissingParts.Find(body) ?? body);

    /// <summary>The part of an IMAP section.</summary>
    public static MimeEntity? Find(MimeEntity? entity, string section)
    {
        foreach (var index in section.Split('.'))
        {
            if (entity is not Multipart multipart)
                return entity;
            var at = int.Parse(index, CultureInfo.InvariantCulture) - 1;
            entity = at < multipart.Count ? multipart[at] : null;
        }
        return entity;
    }
}

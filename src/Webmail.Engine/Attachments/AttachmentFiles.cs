using System.Collections.Concurrent;
using MimeKit;
using MimeKit.IO.Filters;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>Opens attachments as files that can be read from anywhere. Safe for many callers; owns no connection.</summary>
/// <remarks>Its methods throw what <see cref="ImapConnectionPool"/> throws, and <see cref="MessageGoneException"/>.</remarks>
public sealed class AttachmentFiles(MessageReader reader)
{
    /// <summary>Octets that tell what a file is: JPEG has its size behind the camera's notes, which take up to 64 KB.</summary>
    private const int HeadOctets = 4_096;

    /// <summary>What is known of so many parts is kept; each takes some 100 octets.</summary>
    private const int MaxKnown = 2_000;

    private readonly ConcurrentDictionary<(MessageKey Key, string Section), PartMeasure> known = new();

    /// <summary>
    /// Opens a part. Costs one fetch for small ones, two for large ones the first time, and for those in which no offset can be computed
    /// the decoding of the whole, which then is not kept.
    /// </summary>
    /// <param name="key">The message.</param>
    /// <param name="part">The part, of the message's structure.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="budget">Octets that may be fetched in all; more throw <see cref="PreviewLimitException"/>.</param>
    public async Task<AttachmentStream> OpenAsync(MessageKey key, PartNode part, CancellationToken cancellationToken, long budget = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Container is not null)
        {
            var taken = await TakeOutAsync(key, part, cancellationToken);
            return new AttachmentStream(new WholePart(taken), taken.Length, budget);
        }
        var fetch = Fetch(key, part.Section, ConnectionRole.Interactive);
        var sequential = new SequentialPart(part.Encoding, fetch);
        if (!known.TryGetValue((key, part.Section), out var measure))
        {
            var start = await fetch(0, PartSource.ChunkOctets, cancellationToken);
            if (start.Length < PartSource.ChunkOctets)
            {
                var content = Decode(start, part.Encoding);
                return new AttachmentStream(new WholePart(content), content.Length, budget);
            }
            measure = await MeasureAsync(part, start, fetch, sequential, cancellationToken);
            Keep(key, part, measure);
        }
        return new AttachmentStream(
            measure.IsMapped ? new MappedPart(measure.Layout, fetch, sequential, () => Keep(key, part, measure with { IsMapped = false })) : sequential, measure.Octets, budget);
    }

    /// <summary>True if a part is large and known to be one that can only be read from its start: its length costs the whole way.</summary>
    public async Task<bool> IsSlowToMeasureAsync(MessageKey key, PartNode part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Container is not null)
            return false;
        if (known.TryGetValue((key, part.Section), out var measure))
            return !measure.IsMapped;
        if (part.EncodedOctets < PartSource.ChunkOctets || IsVerbatim(part.Encoding))
            return false;
        return part.Encoding != ContentEncoding.Base64
            || Base64Layout.LineOf((await Fetch(key, part.Section, ConnectionRole.Interactive)(0, HeadOctets, cancellationToken)).Span) is null;
    }

    /// <summary>The first octets of a part, decoded: enough to tell what it is.</summary>
    public async Task<ReadOnlyMemory<byte>> HeadAsync(MessageKey key, PartNode part, ConnectionRole role, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Container is null)
            return Decode(await Fetch(key, part.Section, role)(0, HeadOctets, cancellationToken), part.Encoding);
        var taken = await TakeOutAsync(key, part, cancellationToken);
        return taken.AsMemory(0, Math.Min(HeadOctets, taken.Length));
    }

    /// <summary>A part that lies in something that has to be taken apart (docs/adr/0017): held whole, within the limits of that.</summary>
    private async Task<byte[]> TakeOutAsync(MessageKey key, PartNode part, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await reader.CopyAttachmentAsync(key, part, content, cancellationToken);
        return content.ToArray();
    }

    private static async Task<PartMeasure> MeasureAsync(PartNode part, ReadOnlyMemory<byte> start, SectionFetch fetch, SequentialPart sequential, CancellationToken cancellationToken)
    {
        if (IsVerbatim(part.Encoding) && await EndAsync(part.EncodedOctets, fetch, cancellationToken) is { } octets)
            return new PartMeasure(octets, true, null);
        if (part.Encoding == ContentEncoding.Base64 && Base64Layout.LineOf(start.Span) is { } line)
        {
            var offset = Base64Layout.TailOf(line, part.EncodedOctets);
            var tail = await fetch(offset, PartSource.ChunkOctets, cancellationToken);
            if (tail.Length is > 0 and < PartSource.ChunkOctets && Base64Layout.Of(line, offset, tail.Span) is { } layout)
                return new PartMeasure(layout.Octets, true, layout);
        }
        return new PartMeasure(await LengthAsync(sequential, cancellationToken), false, null);
    }

    /// <summary>Where a part ends that is not encoded; null if the server's word of it is too far off (Exchange estimates).</summary>
    private static async Task<long?> EndAsync(long told, SectionFetch fetch, CancellationToken cancellationToken)
    {
        var offset = Math.Max(0, told - 1);
        var tail = await fetch(offset, PartSource.ChunkOctets, cancellationToken);
        return tail.Length is > 0 and < PartSource.ChunkOctets ? offset + tail.Length : null;
    }

    private static async Task<long> LengthAsync(SequentialPart part, CancellationToken cancellationToken)
    {
        long length = 0;
        while (await part.ReadAtAsync(length, PartSource.ChunkOctets, cancellationToken) is { IsEmpty: false } chunk)
            length += chunk.Length;
        return length;
    }

    private static bool IsVerbatim(ContentEncoding encoding) => encoding is ContentEncoding.Default or ContentEncoding.SevenBit or ContentEncoding.EightBit or ContentEncoding.Binary;

    private static byte[] Decode(ReadOnlyMemory<byte> encoded, ContentEncoding encoding)
    {
        if (IsVerbatim(encoding))
            return encoded.ToArray();
        var input = encoded.ToArray();
        var output = DecoderFilter.Create(encoding).Flush(input, 0, input.Length, out var start, out var length);
        return output.AsSpan(start, length).ToArray();
    }

    private SectionFetch Fetch(MessageKey key, string section, ConnectionRole role) => (offset, count, cancellationToken) => reader.FetchAsync(key, section, offset, count, role, cancellationToken);

    private void Keep(MessageKey key, PartNode part, PartMeasure measure)
    {
        // Some are asked for again and again while one listens; which go does not matter.
        if (known.Count >= MaxKnown)
            known.Clear();
        known[(key, part.Section)] = measure;
    }

    /// <param name="Octets">After decoding.</param>
    /// <param name="IsMapped">Offsets can be computed.</param>
    /// <param name="Layout">By its lines; null: nothing is encoded.</param>
    private sealed record PartMeasure(long Octets, bool IsMapped, Base64Layout? Layout);
}

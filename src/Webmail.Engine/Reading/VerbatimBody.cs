using MimeKit;
using MimeKit.IO;
using MimeKit.IO.Filters;

namespace Webmail.Engine.Reading;

/// <summary>
/// The body of a message that is written octet for octet as it came, whatever MimeKit makes of it: signatures go on to fit, and what is broken stays as it was. Only bare
/// line feeds become line ends, which IMAP asks for (RFC 9051 4.3). It can't be read.
/// </summary>
internal sealed class VerbatimBody : MimeEntity
{
    private readonly Stream octets;
    private readonly long begin;

    private VerbatimBody(Stream octets, long begin)
        : base("application", "octet-stream")
    {
        (this.octets, this.begin) = (octets, begin);
        // The message has them all, in their order.
        Headers.Clear();
    }

    /// <summary>A message that has its header, to be looked at, and such a body.</summary>
    /// <param name="source">The message, from its begin; disposed with what is returned.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public static MimeMessage In(Stream source, CancellationToken cancellationToken)
    {
        var octets = LongHeader.Unfold(source);
        var headers = HeadersOf(octets, cancellationToken);
        // A line that is no field has no value; else a colon stands between.
        var begin = headers.Sum(static header => (long)header.RawField.Length + (header.RawValue.Length > 0 ? 1 + header.RawValue.Length : 0));
        octets.Position = begin;
        // The blank line in between is written with the header.
        var next = octets.ReadByte();
        if (next == '\r')
            next = octets.ReadByte();
        return new MimeMessage(headers) { Body = new VerbatimBody(octets, next == '\n' ? octets.Position : begin) };
    }

    /// <summary>None, where it begins with its text: then the blank line in front says so.</summary>
    private static HeaderList HeadersOf(Stream octets, CancellationToken cancellationToken)
    {
        try
        {
            return new MimeParser(octets, MimeFormat.Entity).ParseHeaders(cancellationToken);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        octets.Position = begin;
        using var target = WithLineEnds(stream);
        octets.CopyTo(target);
        target.Flush(cancellationToken);
    }

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        octets.Position = begin;
        using var target = WithLineEnds(stream);
        await octets.CopyToAsync(target, cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    /// <summary>Nothing is encoded anew.</summary>
    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            octets.Dispose();
        base.Dispose(disposing);
    }

    private static FilteredStream WithLineEnds(Stream stream)
    {
        var target = new FilteredStream(stream);
        target.Add(new Unix2DosFilter());
        return target;
    }
}

using MimeKit;
using MimeKit.Tnef;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading.Packed;

namespace Webmail.Engine.Reading;

/// <summary>Fetches messages that are attached to others, as a whole: they are read like any other from there on.</summary>
internal sealed class AttachedMessages(MessageReader reader)
{
    /// <summary>The octets of an attached message; the caller owns the stream.</summary>
    /// <param name="key">Which.</param>
    /// <param name="onFetched">Told which share of it is here, from 0 to 1, as far as its size was told.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <exception cref="MessageGoneException">There is none in this place.</exception>
    /// <exception cref="MessageTooLargeException">It is larger than what is taken apart in memory.</exception>
    public async Task<Stream> SourceAsync(MessageKey key, Action<double>? onFetched, CancellationToken cancellationToken)
    {
        if (key.AttachedTo is not var (outer, section))
            throw new MessageGoneException();
        var message = await reader.GetAsync(outer, ConnectionRole.Interactive, cancellationToken);
        if (message.Structure.Find(section) is not { OpensAsMessage: true } part)
            throw new MessageGoneException();
        if (part.Octets > PackedParts.MaxOctets)
            throw new MessageTooLargeException();
        var source = new BoundedMemory(PackedParts.MaxOctets, octets => onFetched?.Invoke(Math.Min(1, octets / (double)Math.Max(1, part.Octets))));
        await reader.CopyAttachmentAsync(outer, part, source, cancellationToken);
        source.Position = 0;
        return part.MediaType.EndsWith("ms-tnef", StringComparison.Ordinal) ? await UnpackAsync(source, cancellationToken) : source;
    }

    private static async Task<Stream> UnpackAsync(Stream winmail, CancellationToken cancellationToken)
    {
        using var packed = WinmailDat.Message(new TnefPart { Content = new MimeContent(winmail) }) ?? throw new MessageGoneException();
        var source = new BoundedMemory(PackedParts.MaxOctets);
        await packed.WriteToAsync(source, cancellationToken);
        source.Position = 0;
        return source;
    }
}

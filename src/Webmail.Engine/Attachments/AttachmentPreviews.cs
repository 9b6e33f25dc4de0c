using Webmail.Engine.Imap;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>Reads as much of an attachment as the page shows of it, within limits. Keeps nothing. Safe for many callers.</summary>
/// <remarks>Its methods throw what <see cref="AttachmentFiles"/> throws.</remarks>
public sealed class AttachmentPreviews(AttachmentFiles files)
{
    /// <summary>Octets of a PDF that is shown. It is fetched in pieces; what it unfolds to is the business of the frame that it is in.</summary>
    private const long MaxPdfOctets = 200_000_000;

    /// <summary>Octets that are read of text: the page would only be slow with more.</summary>
    private const int MaxTextOctets = 512 * 1024;

    /// <summary>Tells what a file is, and what is to be said of it.</summary>
    /// <param name="key">The message.</param>
    /// <param name="part">The part.</param>
    /// <param name="file">The same as it is listed.</param>
    /// <param name="role">Interactive if a person waits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(string? Content, AttachmentWarning Warning)> LookAsync(MessageKey key, PartNode part, AttachmentInfo file, ConnectionRole role, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(file);
        var content = FileSignature.Of((await files.HeadAsync(key, part, role, cancellationToken)).Span);
        return (content, FileSuspicion.Of(part.FileName, file, content));
    }

    /// <summary>Reads what the page shows of a file.</summary>
    public async Task<FilePreview> ReadAsync(MessageKey key, PartNode part, AttachmentInfo file, CancellationToken cancellationToken)
    {
        var (content, warning) = await LookAsync(key, part, file, ConnectionRole.Interactive, cancellationToken);
        if (warning >= AttachmentWarning.Program)
            return new FilePreview(file, warning, content, new PreviewBody.None(null));
        try
        {
            return new FilePreview(file, warning, content, await BodyAsync(key, part, file, content, cancellationToken));
        }
        catch (PreviewLimitException limit)
        {
            return new FilePreview(file, warning, content, new PreviewBody.None(limit.Limit));
        }
    }

    private async Task<PreviewBody> BodyAsync(MessageKey key, PartNode part, AttachmentInfo file, string? content, CancellationToken cancellationToken)
    {
        var kind = PreviewKinds.Of(file, content);
        switch (kind)
        {
            case PreviewKind.None:
                return new PreviewBody.None(PreviewKinds.Expected(file) == PreviewKind.None ? null : await IsEmptyAsync(key, part, cancellationToken) ? PreviewLimit.Empty : PreviewLimit.Broken);
            case PreviewKind.Audio:
                return new PreviewBody.Audio();
            case PreviewKind.Video:
                return new PreviewBody.Video();
        }

        await using var stream = await files.OpenAsync(key, part, cancellationToken);
        return kind switch
        {
            PreviewKind.Image => await ImageAsync(stream, content!, cancellationToken),
            PreviewKind.Pdf => stream.Length <= MaxPdfOctets ? new PreviewBody.Pdf(stream.Length) : throw new PreviewLimitException(PreviewLimit.Octets),
            PreviewKind.Archive => new PreviewBody.Archive(await ArchiveListing.ReadAsync(stream, cancellationToken)),
            _ => OfText(kind, TextDecoder.Decode(await StartAsync(stream, MaxTextOctets, cancellationToken), null, false, stream.Length > MaxTextOctets), stream.Length > MaxTextOctets),
        };
    }

    private async Task<bool> IsEmptyAsync(MessageKey key, PartNode part, CancellationToken cancellationToken) =>
        (await files.HeadAsync(key, part, ConnectionRole.Interactive, cancellationToken)).IsEmpty;

    private static async Task<PreviewBody> ImageAsync(AttachmentStream stream, string content, CancellationToken cancellationToken)
    {
        var head = await StartAsync(stream, ImageSize.HeadOctets, cancellationToken);
        return ImageSize.Of(head, content) switch
        {
            null => throw new PreviewLimitException(PreviewLimit.Broken),
            var (width, height) when ImageSize.IsTooLarge(width, height) => throw new PreviewLimitException(PreviewLimit.Pixels),
            var (width, height) => new PreviewBody.Image(width, height),
        };
    }

    private static PreviewBody OfText(PreviewKind kind, string text, bool isCut) => kind switch
    {
        PreviewKind.Table => new PreviewBody.Table(CsvTable.Read(text, isCut)),
        PreviewKind.Contact when ContactCard.ReadAll(text) is { IsEmpty: false } cards => new PreviewBody.Contacts(cards),
        _ => new PreviewBody.Text(text, isCut),
    };

    private static async Task<byte[]> StartAsync(AttachmentStream stream, int limit, CancellationToken cancellationToken)
    {
        var octets = new byte[Math.Min(stream.Length, limit)];
        var read = await stream.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false, cancellationToken);
        return read == octets.Length ? octets : octets[..read];
    }
}

using System.IO.Compression;

namespace Webmail.Engine.Reading;

/// <summary>Writes a message's attachments as one ZIP file while they arrive.</summary>
internal static class AttachmentArchive
{
    public static async Task WriteAsync(ReadMessage message, Stream target, Func<PartNode, Stream, CancellationToken, Task> copy, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var archive = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var attachment in message.Details.Attachments)
        {
            if (message.Structure.Find(attachment.Section) is not { } part)
                continue;
            // Most of what is attached is compressed already; packing it again costs time for nothing.
            var level = attachment.Kind is AttachmentKind.Document or AttachmentKind.Sheet or AttachmentKind.Message or AttachmentKind.File
                ? CompressionLevel.Fastest : CompressionLevel.NoCompression;
            var entry = archive.CreateEntry(Unique(attachment.Name, taken), level);
            await using var content = await entry.OpenAsync(cancellationToken);
            await copy(part, content, cancellationToken);
        }
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var candidate = name;
        for (var i = 2; !taken.Add(candidate); i++)
            candidate = $"{Path.GetFileNameWithoutExtension(name)} ({i}){Path.GetExtension(name)}";
        return candidate;
    }
}

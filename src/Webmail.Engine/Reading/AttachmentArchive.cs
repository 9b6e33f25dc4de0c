using System.IO.Compression;

namespace Webmail.Engine.Reading;

/// <summary>Writes a message's attachments as one ZIP file while they arrive.</summary>
internal static class AttachmentArchive
{
    public static async Task WriteAsync(ReadMessage message, Stream target, Func<PartNode, Stream, CancellationToken, Task> copy, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var tail = new TailBuffer(target);
        var archive = await ZipArchive.CreateAsync(tail, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var attachment in message.Details.Attachments)
        {
            if (message.Structure.Find(attachment.Section) is not { } part)
                continue;
            // Most of what is attached is compressed already; packing it again costs time for nothing.
            var level = attachment.Kind is AttachmentKind.Document or AttachmentKind.Sheet or AttachmentKind.Message or AttachmentKind.File
                ? CompressionLevel.Fastest : CompressionLevel.NoCompression;
            var entry = archive.CreateEntry(Unique(attachment.Name, taken), level);
            await using (var content = await entry.OpenAsync(cancellationToken))
                await copy(part, content, cancellationToken);
            await tail.SendAsync(cancellationToken);
        }
        await archive.DisposeAsync();
        await tail.SendAsync(cancellationToken);
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var candidate = name;
        for (var i = 2; !taken.Add(candidate); i++)
            candidate = $"{Path.GetFileNameWithoutExtension(name)} ({i}){Path.GetExtension(name)}";
        return candidate;
    }

    /// <summary>
    /// Entries and archive write their ends synchronously when they are closed, which a response does not take. What is
    /// written so is a few kilobytes, and waits here until it is sent.
    /// </summary>
    private sealed class TailBuffer(Stream target) : MemoryStream
    {
        // ZipArchive would come back and correct what it has written.
        public override bool CanSeek => false;

        public override bool CanRead => false;

        public async Task SendAsync(CancellationToken cancellationToken)
        {
            await target.WriteAsync(GetBuffer().AsMemory(0, (int)Length), cancellationToken);
            SetLength(0);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await SendAsync(cancellationToken);
            await target.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}

using System.IO.Compression;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>One file in an archive.</summary>
/// <param name="Folder">The folder, made safe to show; empty at the top.</param>
/// <param name="Name">Its name, made safe to show.</param>
/// <param name="Octets">What it would unpack to, as the archive says.</param>
/// <param name="Kind">What to draw.</param>
public sealed record ArchiveEntry(string Folder, string Name, long Octets, AttachmentKind Kind)
{
    // Deeper paths are shown from their end.
    private const int MaxFolder = 200;

    internal static ArchiveEntry Of(ZipArchiveEntry entry)
    {
        var segments = entry.FullName.Split('/', '\\').Select(AttachmentName.Clean).Where(static segment => segment.Length > 0).ToList();
        var name = segments.Count > 0 ? segments[^1] : "?";
        var folder = string.Join(" / ", segments.Take(Math.Max(0, segments.Count - 1)));
        return new ArchiveEntry(folder.Length <= MaxFolder ? folder : "…" + folder[^MaxFolder..], name, Math.Max(0, entry.Length), AttachmentName.KindOf(name, ""));
    }
}

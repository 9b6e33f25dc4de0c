using System.Collections.Immutable;
using System.IO.Compression;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>What is in a ZIP file, by its central directory (APPNOTE 4.3.12). Nothing is unpacked.</summary>
/// <param name="Entries">The first entries, folders left out.</param>
/// <param name="Count">All of them.</param>
/// <param name="Octets">What they would unpack to, as the directory says.</param>
/// <param name="HasPassword">Some are encrypted.</param>
public sealed record ArchiveListing(ImmutableArray<ArchiveEntry> Entries, int Count, long Octets, bool HasPassword)
{
    /// <summary>Entries that are listed.</summary>
    public const int MaxEntries = 500;

    /// <summary>Octets that are read from a file's end: the directories of most, then of some 30,000 entries.</summary>
    private static readonly int[] Tails = [128 * 1024, 2 * 1024 * 1024];

    /// <summary>Files do not shrink to a hundredth by themselves, save those made to fill a disk (or logs, which are small).</summary>
    private const int SuspiciousRatio = 100;

    private const long SuspiciousOctets = 2_000_000_000;

    /// <summary>It would unpack to very much more than it has.</summary>
    public bool IsBomb => Octets > SuspiciousOctets && Octets / SuspiciousRatio > PackedOctets;

    /// <summary>Octets of the entries in the file.</summary>
    public long PackedOctets { get; private init; }

    /// <summary>A program is in it.</summary>
    public bool HasProgram { get; private init; }

    /// <summary>Reads the list.</summary>
    /// <exception cref="PreviewLimitException">The file is broken, or its directory too large.</exception>
    public static async Task<ArchiveListing> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        foreach (var size in Tails)
        {
            var tail = new byte[Math.Min(size, file.Length)];
            file.Position = file.Length - tail.Length;
            await file.ReadExactlyAsync(tail, cancellationToken);
            try
            {
                using var archive = new ZipArchive(new FileTail(tail, file.Length), ZipArchiveMode.Read, leaveOpen: false, new ArchiveNames());
                return Of(archive.Entries);
            }
            catch (PreviewLimitException) when (tail.Length < file.Length && size != Tails[^1])
            {
                // It begins further ahead.
            }
            catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or ArgumentException)
            {
                throw new PreviewLimitException(PreviewLimit.Broken);
            }
        }
        throw new PreviewLimitException(PreviewLimit.Octets);
    }

    private static ArchiveListing Of(IReadOnlyCollection<ZipArchiveEntry> all)
    {
        var files = all.Where(static entry => !entry.FullName.EndsWith('/')).ToList();
        var entries = files.Take(MaxEntries).Select(ArchiveEntry.Of).ToImmutableArray();
        return new ArchiveListing(entries, files.Count, Sum(files, static entry => entry.Length), files.Exists(static entry => entry.IsEncrypted))
        {
            PackedOctets = Sum(files, static entry => entry.CompressedLength),
            HasProgram = files.Exists(static entry => AttachmentName.KindOf(entry.Name, "") == AttachmentKind.Program),
        };
    }

    /// <summary>The directory may claim anything.</summary>
    private static long Sum(List<ZipArchiveEntry> files, Func<ZipArchiveEntry, long> octets)
    {
        var sum = (Int128)0;
        foreach (var file in files)
            sum += Math.Max(0, octets(file));
        return (long)Int128.Min(sum, long.MaxValue);
    }
}

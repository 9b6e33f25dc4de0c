using System.IO.Compression;

namespace Webmail.Fuzzing;

/// <summary>Inputs that were kept: seeds, what broke something once, and the corpus, which is one archive for each target.</summary>
internal static class KeptInputs
{
    /// <summary>What is kept for a target beside the program: seeds and earlier findings as files, then the corpus.</summary>
    public static IEnumerable<(string Name, byte[] Octets)> For(FuzzTarget target)
    {
        foreach (var kind in (string[])["Seeds", "Found"])
        {
            var folder = Path.Combine(AppContext.BaseDirectory, kind, target.Name);
            if (!Directory.Exists(folder))
                continue;
            foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
                yield return ($"{kind}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        }

        var archive = Path.Combine(AppContext.BaseDirectory, "Corpus", target.Name + ".zip");
        if (!File.Exists(archive))
            yield break;
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries)
            yield return ($"Corpus/{entry.Name}", Octets(entry));
    }

    /// <summary>Tries files and says which break something.</summary>
    /// <returns>The exit status: 0 if all is well.</returns>
    public static int Replay(FuzzTarget target, IEnumerable<string> paths, TextWriter output)
    {
        var (tried, broken) = (0, 0);
        foreach (var file in paths.SelectMany(FilesOf))
        {
            tried++;
            try
            {
                target.Check(File.ReadAllBytes(file));
            }
            catch (Exception exception)
            {
                broken++;
                output.WriteLine($"{file}: {(exception is PropertyBrokenException ? exception.Message : exception.ToString())}");
            }
        }

        output.WriteLine($"{target.Name}: {tried} tried, {broken} broken");
        return broken == 0 ? 0 : 1;
    }

    /// <summary>Writes an archive's inputs into a folder; what is there stays.</summary>
    public static void Unpack(string archive, string folder)
    {
        Directory.CreateDirectory(folder);
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries)
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(entry.Name)), Octets(entry));
    }

    /// <summary>Keeps a folder's inputs in an archive, the smallest first: they say the most for their size.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="archive">The archive, written anew.</param>
    /// <param name="limit">Octets that it may have.</param>
    public static void Pack(string folder, string archive, int limit)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(archive))!);
        // What an entry costs beside its content: its header in front, and the same in the directory.
        const int overhead = 30 + 46 + 22;
        using var zip = new ZipArchive(File.Create(archive), ZipArchiveMode.Create);
        long taken = 22;
        var number = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.Length).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            // Counted as if nothing could be packed: then it fits for certain.
            taken += file.Length + overhead;
            if (taken > limit)
                break;
            // The name tells nothing, and the same inputs make the same archive.
            var entry = zip.CreateEntry($"{number++:0000}", CompressionLevel.SmallestSize);
            entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            using var source = file.OpenRead();
            source.CopyTo(content);
        }
    }

    private static IEnumerable<string> FilesOf(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal) : [path];

    private static byte[] Octets(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var octets = new MemoryStream();
        content.CopyTo(octets);
        return octets.ToArray();
    }
}

namespace Webmail.Engine.Tests.Sieve;

/// <summary>Scripts in the manner of the RFCs and of other programs, from the files in <c>Scripts</c>: a line <c>==== name</c> before each.</summary>
internal static class ScriptSamples
{
    private const string Mark = "==== ";

    /// <summary>All scripts by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    /// <summary>For a theory: the names.</summary>
    public static TheoryData<string> Names { get; } = [.. All.Keys];

    private static SortedDictionary<string, string> Read()
    {
        var scripts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Sieve", "Scripts"), "*.txt"))
        {
            foreach (var script in ("\n" + File.ReadAllText(file).ReplaceLineEndings("\n")).Split($"\n{Mark}").Skip(1))
            {
                var lines = script.Split('\n', 2);
                var text = lines is [_, { Length: > 0 } body] ? body.TrimEnd('\n') + "\n" : "";
                // The one whose last line has no end.
                scripts.Add($"{Path.GetFileNameWithoutExtension(file)}: {lines[0]}", lines[0].StartsWith("no end of line", StringComparison.Ordinal) ? text.TrimEnd('\n') : text);
            }
        }

        return scripts;
    }
}

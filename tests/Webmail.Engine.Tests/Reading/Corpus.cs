namespace Webmail.Engine.Tests.Reading;

/// <summary>A folder of other projects' messages and payloads, which is not part of this repository.</summary>
internal static class Corpus
{
    /// <summary>The folder, or null: from WEBMAIL_CORPUS, else <c>shared/corpus</c> beside the repository.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A file or folder in it; skips the test where it is absent.</summary>
    public static string Require(string name)
    {
        var path = Folder is null ? null : Path.Combine(Folder, name);
        Assert.SkipUnless(path is not null && Path.Exists(path), "The corpus is not here: set WEBMAIL_CORPUS to its folder.");
        return path!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("WEBMAIL_CORPUS") is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "corpus");
            if (Directory.Exists(candidate))
                return candidate;
        }
        return null;
    }
}

using Webmail.MailServers.Loading;

namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>Other projects' messages, which are not part of this repository: from WEBMAIL_CORPUS, else <c>shared/corpus</c> beside it.</summary>
internal static class MailCorpus
{
    /// <summary>Whether all are wanted (<c>tests/scripts/corpus.sh</c>) or a choice.</summary>
    public static bool WantsAll => Environment.GetEnvironmentVariable("WEBMAIL_CORPUS_ALL") == "1";

    /// <summary>The messages as they are put into a mailbox, with their names; each so manieth unless all are wanted. Skips the test where there are none.</summary>
    public static List<(string Name, StoredMessage Message)> Require(int each, string mailbox)
    {
        var folder = Find();
        Assert.SkipUnless(folder is not null, "The corpus is not here: set WEBMAIL_CORPUS to its folder.");
        return
        [
            .. Directory.EnumerateFiles(folder!, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Where((_, index) => WantsAll || index % each == 0)
                .Select((file, index) => (
                    Path.GetRelativePath(folder!, file),
                    new StoredMessage(mailbox, DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(index), "", AsSent(File.ReadAllBytes(file))))),
        ];
    }

    /// <summary>As a server would have it: lines end with CRLF, and no octet is 0 (RFC 9051 4.3). An empty message has a field, since servers refuse nothing at all.</summary>
    private static byte[] AsSent(byte[] source)
    {
        var sent = new List<byte>(source.Length + source.Length / 30);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '\n' && (i == 0 || source[i - 1] != '\r'))
                sent.Add((byte)'\r');
            sent.Add(source[i] == 0 ? (byte)0x80 : source[i]);
        }
        return sent.Count > 0 ? [.. sent] : [.. "X-Empty: yes\r\n\r\n"u8];
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("WEBMAIL_CORPUS") is { Length: > 0 } given)
            return Directory.Exists(Path.Combine(given, "eml")) ? Path.Combine(given, "eml") : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "corpus", "eml");
            if (Directory.Exists(candidate))
                return candidate;
        }
        return null;
    }
}

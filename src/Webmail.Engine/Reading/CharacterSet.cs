using System.Collections.Immutable;

namespace Webmail.Engine.Reading;

/// <summary>A character set that a person can choose where a message names none, or a wrong one.</summary>
/// <param name="Name">Its name on the Internet (IANA), in lower case.</param>
/// <param name="Writing">The language or writing that it is for; the reader has the words.</param>
public sealed record CharacterSet(string Name, string Writing)
{
    /// <summary>Those that mail is written in, and no others: what a browser asks for is taken from here alone.</summary>
    public static readonly ImmutableArray<CharacterSet> Offered =
    [
        new("utf-8", "Unicode"), new("utf-16le", "Unicode"),
        new("windows-1252", "Western"), new("iso-8859-15", "Western"), new("ibm850", "Western"), new("macintosh", "Western"),
        new("windows-1250", "CentralEuropean"), new("iso-8859-2", "CentralEuropean"),
        new("windows-1251", "Cyrillic"), new("koi8-r", "Cyrillic"), new("koi8-u", "Cyrillic"), new("iso-8859-5", "Cyrillic"),
        new("windows-1253", "Greek"), new("iso-8859-7", "Greek"),
        new("windows-1254", "Turkish"), new("windows-1257", "Baltic"), new("windows-1258", "Vietnamese"),
        new("windows-1255", "Hebrew"), new("iso-8859-8", "Hebrew"), new("windows-1256", "Arabic"), new("iso-8859-6", "Arabic"),
        new("windows-874", "Thai"),
        new("shift_jis", "Japanese"), new("iso-2022-jp", "Japanese"), new("euc-jp", "Japanese"),
        new("gb18030", "Chinese"), new("big5", "Chinese"), new("euc-kr", "Korean"),
    ];

    /// <summary>The one of this name; null if it is not offered.</summary>
    public static CharacterSet? Find(string? name) => Offered.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

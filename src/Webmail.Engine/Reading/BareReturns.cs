namespace Webmail.Engine.Reading;

/// <summary>Messages whose lines end with a carriage return alone, as some programs on old Macintoshes wrote them: no parser sees a line in them.</summary>
internal static class BareReturns
{
    /// <summary>Octets of the beginning: a header of any other kind has a line feed in it.</summary>
    private const int Beginning = 4_096;

    /// <summary>The same message with line feeds; <paramref name="source"/> itself, at its begin, where it has any.</summary>
    /// <param name="source">Disposed if something else is returned.</param>
    public static Stream Replace(Stream source)
    {
        Span<byte> start = stackalloc byte[Beginning];
        source.Position = 0;
        start = start[..source.ReadAtLeast(start, Beginning, throwOnEndOfStream: false)];
        source.Position = 0;
        if (start.IndexOf((byte)'\n') >= 0 || start.IndexOf((byte)'\r') < 0)
            return source;
        var octets = new byte[source.Length];
        source.ReadExactly(octets);
        source.Position = 0;
        if (octets.AsSpan().Contains((byte)'\n'))
            return source;
        source.Dispose();
        octets.AsSpan().Replace((byte)'\r', (byte)'\n');
        return new MemoryStream(octets);
    }
}

namespace Webmail.Engine.Sieve.Language;

/// <summary>Lines of a text, each with its LF, so that nothing is lost between them.</summary>
internal static class LineEnumeration
{
    public static LinesWithEnds EnumerateLinesWithEnds(this ReadOnlySpan<char> text) => new(text);

    public ref struct LinesWithEnds(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly LinesWithEnds GetEnumerator() => this;

        public bool MoveNext()
        {
            if (rest.IsEmpty)
                return false;
            var end = rest.IndexOf('\n');
            Current = end < 0 ? rest : rest[..(end + 1)];
            rest = rest[Current.Length..];
            return true;
        }
    }
}

namespace Webmail.Engine.Sieve.Language;

/// <summary>Where the comments are in what stands before a token.</summary>
internal sealed class CommentSpans
{
    private readonly List<(int Begin, int End)> spans = [];

    /// <param name="leading">White space and comments, all of them closed.</param>
    public CommentSpans(string leading)
    {
        for (var at = 0; at < leading.Length; at++)
        {
            if (leading[at] is not ('#' or '/'))
                continue;
            var end = leading[at] == '#' ? leading.AsSpan(at).IndexOfAny('\r', '\n') : leading.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2 - at;
            spans.Add((at, end < 0 ? leading.Length : at + end));
            at = spans[^1].End - 1;
        }
    }

    /// <summary>Whether something could be put here without becoming a part of a comment, or cutting one.</summary>
    public bool IsBetween(int offset)
    {
        // The last comment that begins before it.
        var (low, high) = (0, spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (spans[middle].Begin < offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 || spans[low - 1].End <= offset;
    }
}

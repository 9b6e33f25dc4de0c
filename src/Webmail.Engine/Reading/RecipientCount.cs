namespace Webmail.Engine.Reading;

/// <summary>Finds addresses in a field too long to be read as a whole: a hundred thousand are a number, not a list.</summary>
internal static class RecipientCount
{
    /// <summary>Where to cut a field so that no address is cut, and how many stand behind that.</summary>
    /// <param name="field">The field's value as it stands.</param>
    /// <param name="limit">Octets that are read.</param>
    public static (int Length, int More) Cut(ReadOnlySpan<byte> field, int limit)
    {
        if (field.Length <= limit)
            return (field.Length, 0);
        var (cut, more, comments, quoted, hasAddress) = (0, 0, 0, false, false);
        for (var i = 0; i < field.Length; i++)
        {
            switch (field[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'"' when comments == 0:
                    quoted = !quoted;
                    break;
                case (byte)'(' when !quoted:
                    comments++;
                    break;
                case (byte)')' when !quoted && comments > 0:
                    comments--;
                    break;
                case (byte)'@' when !quoted && comments == 0:
                    hasAddress = true;
                    break;
                case (byte)',' when !quoted && comments == 0:
                    if (i <= limit)
                        cut = i;
                    else
                        more += hasAddress ? 1 : 0;
                    hasAddress = false;
                    break;
            }
        }
        return (cut, more + (hasAddress ? 1 : 0));
    }
}

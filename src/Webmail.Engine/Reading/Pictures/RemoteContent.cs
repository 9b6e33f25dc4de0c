using System.Text;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Reading.Pictures;

/// <summary>
/// What becomes of a message's pictures from elsewhere: held back and counted, or shown by way of the addresses that
/// <see cref="RenderChoice.Pictures"/> gives. Tracking pixels are neither. For one message; not safe for concurrent use.
/// </summary>
internal sealed class RemoteContent(RenderChoice choice)
{
    /// <summary>Pictures of one message that are loaded. A newsletter of 300 KB has some 200.</summary>
    private const int MaxLoaded = 1_000;

    /// <summary>Names of trackers that a person is told.</summary>
    private const int MaxNames = 20;

    private const string CssAddress = "url(\"";

    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly HashSet<string> own = new(StringComparer.Ordinal);
    private readonly List<string> trackers = [];

    /// <summary>Whether the person agreed.</summary>
    public bool IsLoaded => choice.Pictures is not null;

    /// <summary>How many were held back that would be seen.</summary>
    public int Held { get; private set; }

    /// <summary>How many tracking pixels there are.</summary>
    public int Trackers { get; private set; }

    /// <summary>Whose they are: registered names, each once.</summary>
    public IReadOnlyList<string> TrackerNames => trackers;

    /// <summary>The address of a picture in the document, or null: then it is held back, or a tracker, and counted.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="isPixel">Whether it is too small to be seen.</param>
    /// <param name="isTracker">Whether it is a tracker, and so has no place in the text.</param>
    public string? Admit(Uri address, bool isPixel, out bool isTracker)
    {
        isTracker = isPixel || KnownTrackers.Contains(address);
        if (isTracker)
        {
            Trackers++;
            if (trackers.Count < MaxNames && KnownTrackers.NameOf(address) is var name && !trackers.Contains(name))
                trackers.Add(name);
            return null;
        }
        if (given.TryGetValue(address.AbsoluteUri, out var known))
            return known;
        if (choice.Pictures is null || given.Count == MaxLoaded)
        {
            Held++;
            return null;
        }
        var shown = choice.Pictures(address);
        given[address.AbsoluteUri] = shown;
        own.Add(shown);
        return shown;
    }

    /// <summary>True for an address that <see cref="Admit"/> has given: a sender may not write one of ours.</summary>
    public bool IsOwn(string address) => own.Contains(address);

    /// <summary>Puts the addresses that <see cref="Admit"/> gives into a CSS value; what it does not give an address for stays, and the cleaner drops it.</summary>
    /// <param name="value">As AngleSharp.Css wrote it: addresses in double quotes.</param>
    /// <param name="isPixel">Whether it is behind what nobody sees.</param>
    public string InCss(string value, bool isPixel = false)
    {
        if (!value.Contains(CssAddress, StringComparison.OrdinalIgnoreCase))
            return value;
        var changed = new StringBuilder(value.Length);
        var written = 0;
        for (var start = 0; (start = value.IndexOf(CssAddress, start, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            start += CssAddress.Length;
            var end = value.IndexOf('"', start);
            if (end < 0)
                break;
            var address = value[start..end];
            if (CssText.IsRemoteImage(address) && Admit(new Uri(address), isPixel, out _) is { } shown)
            {
                changed.Append(value, written, start - written).Append(shown);
                written = end;
            }
            start = end;
        }
        return written == 0 ? value : changed.Append(value, written, value.Length - written).ToString();
    }
}

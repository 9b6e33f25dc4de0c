namespace Webmail.Engine.Reading.Links;

/// <summary>The marked links of a text while it is rendered. For one text; not safe for concurrent use.</summary>
internal sealed class MarkedLinks(RenderChoice choice)
{
    private readonly Dictionary<string, MarkedLink> found = new(StringComparer.Ordinal);

    /// <summary>By <see cref="MarkedLink.Name"/>.</summary>
    public IReadOnlyDictionary<string, MarkedLink> Found => found;

    /// <summary>Whether links keep the parameters that tell who followed them.</summary>
    public bool KeepsTracking => choice.KeepsTrackingParameters;

    /// <summary>Takes a link in, and gives the address that stands in the text for it.</summary>
    /// <param name="address">Where it leads, as the sender wrote it.</param>
    /// <param name="target">What was found out about that; it has a warning.</param>
    public string Add(string address, LinkTarget target)
    {
        var link = new MarkedLink(address, target.Deceit, target.Named, target.Warning!);
        found.TryAdd(link.Name, link);
        return choice.MarkedLinks?.Invoke(link) ?? link.Target(KeepsTracking);
    }

    /// <summary>Takes in what was found in another text of the same message.</summary>
    public void AddAll(IReadOnlyDictionary<string, MarkedLink> others)
    {
        foreach (var (name, link) in others)
            found.TryAdd(name, link);
    }
}

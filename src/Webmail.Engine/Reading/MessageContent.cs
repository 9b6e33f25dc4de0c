using System.Collections.Frozen;
using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>The decoded parts that a message's rendering is made of.</summary>
/// <param name="Texts">Text parts, in order.</param>
/// <param name="Embedded">Pictures as <c>data:</c> addresses, by Content-ID and by Content-Location.</param>
/// <param name="IsEncrypted">The message, or a part of it, is encrypted.</param>
/// <param name="IsCut">The structure has more than is read.</param>
public sealed record MessageContent(
    IReadOnlyList<TextSection> Texts,
    IReadOnlyDictionary<string, string> Embedded,
    bool IsEncrypted = false,
    bool IsCut = false)
{
    /// <summary>Calendars, as they are written (RFC 5545).</summary>
    public IReadOnlyList<TextSection> Calendars { get; init; } = [];

    /// <summary>Only the beginning of the message was read: its parts can't be listed.</summary>
    public bool IsBeginning { get; init; }

    /// <summary>No text and no pictures.</summary>
    public static readonly MessageContent Nothing = new([], FrozenDictionary<string, string>.Empty);

    /// <summary>Decodes what <paramref name="plan"/> names.</summary>
    /// <param name="plan">Which parts.</param>
    /// <param name="entityOf">Gives a part's entity; null where it is not at hand.</param>
    /// <param name="charset">The character set that a person chose; null: the one that the sender names.</param>
    public static MessageContent Decode(BodyPlan plan, Func<PartNode, MimeEntity?> entityOf, string? charset = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(entityOf);
        var texts = new List<TextSection>();
        foreach (var part in plan.Texts)
        {
            if (entityOf(part) is MimePart { Content: not null } text)
                texts.Add(TextDecoder.Decode(text, part.MediaType, charset));
        }
        var embedded = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        long total = 0;
        foreach (var part in plan.Embedded)
        {
            if (entityOf(part) is not MimePart { Content: not null } picture)
                continue;
            var octets = TextDecoder.Octets(picture, EmbeddedImage.MaxOctets, out var cut);
            total += octets.Length;
            if (cut || total > EmbeddedImage.MaxTotalOctets)
                continue;
            var address = EmbeddedImage.ToDataUri(part.MediaType, octets);
            if (part.ContentId.Length > 0)
                embedded.TryAdd(part.ContentId, address);
            if (part.ContentLocation.Length > 0)
                embedded.TryAdd(part.ContentLocation, address);
        }
        var calendars = plan.Calendars.Select(entityOf).OfType<MimePart>().Where(static part => part.Content is not null).Select(static part => TextDecoder.Decode(part, "text/calendar"));
        return new MessageContent(texts, embedded, plan.IsEncrypted, plan.IsCut) { Calendars = [.. calendars] };
    }
}

using System.Collections.Immutable;
using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>
/// What a saved draft has to say to this program alone: fields of the copy in the mailbox for drafts, which never go out with a message.
/// Whoever can write into the mailbox can write them, so that they are read as strictly as what comes from a browser.
/// </summary>
internal sealed record DraftMark(Guid Id, DraftKind Kind, ImmutableArray<string> Sources)
{
    private const string DraftField = "X-Webmail-Draft";
    private const string SourceField = "X-Webmail-Source";

    /// <summary>
    /// The field that names one attempt at saving, and who writes (<see cref="Draft.Writer"/>). By it a copy is found where the server did
    /// not tell its UID, and what an end of this program left behind.
    /// </summary>
    public const string SaveField = "X-Webmail-Save";

    /// <summary>How Thunderbird keeps what a draft's options are; it goes on with ours, and we with its.</summary>
    private const string OptionsField = "X-Mozilla-Draft-Info";

    /// <summary>The field's value.</summary>
    public static string OfSave(Guid save, Guid? writer) => writer is { } window ? $"{save:N} {window:N}" : $"{save:N}";

    /// <summary>More than anybody forwards at once.</summary>
    private const int MaxSources = 1_000;

    /// <summary>Writes the fields.</summary>
    public static void Write(HeaderList headers, Draft draft)
    {
        headers.Add(DraftField, $"{draft.Id:N} {draft.Kind}");
        foreach (var source in draft.Sources.Where(static source => MessageToken.Read(source) is not null).Take(MaxSources))
            headers.Add(SourceField, source);
        if (draft.AsksForDelivery)
            headers.Add(OptionsField, $"internal/draft; vcard=0; receipt={(draft.AsksForReceipt ? 1 : 0)}; DSN=1; uuencode=0");
    }

    /// <summary>Whether the draft asks to be told of delivery, whichever program wrote it.</summary>
    public static bool AsksForDelivery(HeaderList headers) =>
        HeaderFields.Line(headers, OptionsField).Split(';', StringSplitOptions.TrimEntries).Contains("DSN=1", StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the fields; null if this program did not save the message.</summary>
    public static DraftMark? Read(HeaderList headers)
    {
        if (headers[DraftField]?.Split(' ') is not [var id, var kind] || !Guid.TryParseExact(id, "N", out var guid) || !Enum.TryParse<DraftKind>(kind, out var began) || !Enum.IsDefined(began))
            return null;
        var sources = headers.Where(static header => header.Field.Equals(SourceField, StringComparison.OrdinalIgnoreCase))
            .Select(static header => header.Value.Trim())
            .Where(static source => MessageToken.Read(source) is not null);
        return new DraftMark(guid, began, [.. sources.Take(MaxSources)]);
    }
}

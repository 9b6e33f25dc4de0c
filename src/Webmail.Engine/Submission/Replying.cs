using System.Collections.Immutable;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>Makes a draft from the messages it is about. Pure: no network, no state.</summary>
internal sealed class Replying(ImmutableArray<Identity> identities, QuoteWords words)
{
    /// <summary>What a new message begins with in the editor: one empty line.</summary>
    private const string EmptyLine = "<div><br></div>";

    /// <summary>Begins a draft.</summary>
    public Draft Begin(DraftKind kind, IReadOnlyList<SourceMessage> sources) =>
        sources.Count == 0 ? New(identities[0]) : throw new NotSupportedException($"{kind} {words.ForwardHead}");

    private static Draft New(Identity author) =>
        new() { Id = Guid.NewGuid(), MessageId = NewMessageId(author), Html = EmptyLine, From = author.ToMailbox().ToString() };

    /// <summary>RFC 5322 3.6.4: unique for ever, and of the author's domain, which answers for it.</summary>
    private static string NewMessageId(Identity author)
    {
        var address = RecipientAddress.ForEnvelope(author.ToMailbox());
        return $"{Guid.NewGuid():N}@{address[(address.LastIndexOf('@') + 1)..]}";
    }
}

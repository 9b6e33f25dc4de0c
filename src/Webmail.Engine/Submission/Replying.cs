using System.Collections.Immutable;
using MimeKit;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>Makes a draft from the messages it is about. Pure: no network, no state.</summary>
internal sealed class Replying(ImmutableArray<Identity> identities, QuoteWords words)
{
    /// <summary>What a message begins with in the editor: one empty line.</summary>
    private const string EmptyLine = "<div><br></div>";

    /// <summary>Where a message names whom it was sent to; of a message of one's own, who wrote it.</summary>
    private static readonly string[] AddressedFields = ["To", "Cc", "Delivered-To", "X-Original-To", "From"];

    /// <summary>Begins a draft.</summary>
    /// <exception cref="ArgumentException">There is no message, and the kind needs one.</exception>
    public Draft Begin(DraftKind kind, IReadOnlyList<SourceMessage> sources)
    {
        if (kind == DraftKind.New)
            return New(identities[0]);
        if (sources.Count == 0)
            throw new ArgumentException($"{kind} needs a message.", nameof(sources));
        return kind switch
        {
            DraftKind.Forward when sources.Count == 1 => Forward(sources[0]),
            DraftKind.Forward or DraftKind.ForwardAsAttachment => Attach(sources),
            DraftKind.EditAsNew => EditAsNew(sources[0]),
            DraftKind.Redirect => Redirect(sources[0]),
            DraftKind.Resume => Resume(sources[0]),
            _ => Reply(kind, sources[0]),
        };
    }

    private static Draft New(Identity author) =>
        new() { Id = Guid.NewGuid(), MessageId = NewMessageId(author), Html = EmptyLine, From = author.ToField() };

    /// <summary>RFC 5322 3.6.4: unique for ever, and of the author's domain, which answers for it.</summary>
    public static string NewMessageId(Identity author)
    {
        var address = RecipientAddress.ForEnvelope(author.ToMailbox());
        return $"{Guid.NewGuid():N}@{address[(address.LastIndexOf('@') + 1)..]}";
    }

    private Draft Reply(DraftKind kind, SourceMessage source)
    {
        var headers = source.Headers;
        var quoted = QuotedText.Of(source);
        var recipients = ReplyRecipients.For(kind, headers, IsOwn);
        var attribution = words.Attribution(AuthorOf(headers), new HeaderReader(headers).Date());
        return New(Addressed(headers, identities)) with
        {
            Kind = kind,
            Sources = [MessageToken.Of(source.Key)],
            To = [.. recipients.To.Select(HeaderFields.Text)],
            Cc = [.. recipients.Cc.Select(HeaderFields.Text)],
            Subject = SubjectPrefix.Reply(HeaderFields.Line(headers, "Subject")),
            Html = $"{EmptyLine}<div class=\"moz-cite-prefix\">{QuotedText.Encode(attribution)}</div><blockquote type=\"cite\">{quoted.Html}</blockquote>",
            Text = $"\n\n{attribution}\n{quoted.Marked()}\n",
            Attachments = quoted.Pictures,
            InReplyTo = HeaderFields.Ids(headers, "Message-Id").FirstOrDefault(),
            References = HeaderFields.ReferencesOfReply(headers),
        };
    }

    private Draft Forward(SourceMessage source)
    {
        var quoted = QuotedText.Of(source);
        var head = HeadOf(source.Headers);
        var lines = head.Select(static line => $"{line.Name}: {line.Value}").Prepend(words.ForwardHead).ToList();
        return New(Addressed(source.Headers, identities)) with
        {
            Kind = DraftKind.Forward,
            Sources = [MessageToken.Of(source.Key)],
            Subject = SubjectPrefix.Forward(HeaderFields.Line(source.Headers, "Subject")),
            Html = $"{EmptyLine}<div class=\"moz-forward-container\">{string.Concat(lines.Select(static line => $"<div>{QuotedText.Encode(line)}</div>"))}<div><br></div>{quoted.Html}</div>",
            Text = $"\n\n{string.Join('\n', lines)}\n\n{quoted.Text}\n",
            Attachments = [.. quoted.Pictures, .. Files(source), .. quoted.Unshown],
        };
    }

    private Draft Attach(IReadOnlyList<SourceMessage> sources) => New(Addressed(sources[0].Headers, identities)) with
    {
        Kind = DraftKind.ForwardAsAttachment,
        Sources = [.. sources.Select(static source => MessageToken.Of(source.Key))],
        Subject = SubjectPrefix.Forward(HeaderFields.Line(sources[0].Headers, "Subject")),
        Attachments = [.. sources.Select(WholeMessage)],
    };

    /// <summary>
    /// The message is attached to the draft, so that the draft is whole, and another program shows what it is about; the text says in words
    /// what is sent on.
    /// </summary>
    private Draft Redirect(SourceMessage source) => New(Addressed(source.Headers, identities)) with
    {
        Kind = DraftKind.Redirect,
        Sources = [MessageToken.Of(source.Key)],
        Subject = HeaderFields.Line(source.Headers, "Subject"),
        Html = null,
        Text = string.Concat(HeadOf(source.Headers).Select(static line => $"{line.Name}: {line.Value}\n")),
        Attachments = [WholeMessage(source)],
    };

    private Draft EditAsNew(SourceMessage source) => Again(source) with
    {
        Kind = DraftKind.EditAsNew,
        To = [.. HeaderFields.Mailboxes(source.Headers, "To").Select(HeaderFields.Text)],
        Cc = [.. HeaderFields.Mailboxes(source.Headers, "Cc").Select(HeaderFields.Text)],
        Bcc = [.. HeaderFields.Mailboxes(source.Headers, "Bcc").Select(HeaderFields.Text)],
    };

    /// <summary>Goes on with a draft, of this program or of another one. Its Message-ID stays, so that its copies are known as the same.</summary>
    private Draft Resume(SourceMessage source)
    {
        var headers = source.Headers;
        var mark = DraftMark.Read(headers);
        var again = Again(source);
        return again with
        {
            Id = mark?.Id ?? again.Id,
            // Another program may know addresses that are not set up here: the draft stays as it was written there.
            From = HeaderFields.Mailboxes(headers, "From") is [var author, ..] ? HeaderFields.Text(author) : again.From,
            MessageId = HeaderFields.Ids(headers, "Message-Id").FirstOrDefault(static id => id.Contains('@', StringComparison.Ordinal)) ?? again.MessageId,
            Kind = mark?.Kind ?? DraftKind.Resume,
            Sources = mark?.Sources ?? [],
            To = HeaderFields.AsTyped(headers, "To"),
            Cc = HeaderFields.AsTyped(headers, "Cc"),
            Bcc = HeaderFields.AsTyped(headers, "Bcc"),
            InReplyTo = HeaderFields.Ids(headers, "In-Reply-To").FirstOrDefault(),
            References = HeaderFields.Shorten(HeaderFields.Ids(headers, "References")),
            AsksForReceipt = HeaderFields.Line(headers, "Disposition-Notification-To").Length > 0,
            AsksForDelivery = DraftMark.AsksForDelivery(headers),
            Priority = HeaderFields.Line(headers, "X-Priority").AsSpan().TrimStart() is [var digit, ..] ? digit switch { '1' or '2' => 1, '4' or '5' => -1, _ => 0 } : 0,
            SavedAs = MessageToken.Of(source.Key),
            Attachments = mark is { Kind: DraftKind.Redirect, Sources: [var original, ..] } && again.Attachments is [var copy, ..]
                // The draft's copy of the message may have got other encodings.
                ? [copy with { Source = MessageToken.OfMessage(MessageToken.Read(original)!.Value) }]
                : again.Attachments,
        };
    }

    /// <summary>The text and the files of a message, to be written on.</summary>
    private Draft Again(SourceMessage source)
    {
        var text = QuotedText.Of(source);
        var author = HeaderFields.Mailboxes(source.Headers, "From").FirstOrDefault();
        // Somebody else's message goes on as one's own.
        var begun = New(identities.FirstOrDefault(own => author is not null && own.Has(author)) ?? Addressed(source.Headers, identities));
        return begun with
        {
            Subject = HeaderFields.Line(source.Headers, "Subject"),
            Html = text.IsHtml ? text.Html : null,
            Text = text.Text,
            Attachments = [.. text.Pictures, .. Files(source), .. text.Unshown],
        };
    }

    private IEnumerable<(string Name, string Value)> HeadOf(HeaderList headers)
    {
        yield return (words.From, Joined(headers, "From"));
        if (new HeaderReader(headers).Date() is { } date)
            yield return (words.Date, words.DateText(date));
        yield return (words.Subject, HeaderFields.Line(headers, "Subject"));
        yield return (words.To, Joined(headers, "To"));
        if (Joined(headers, "Cc") is { Length: > 0 } copies)
            yield return (words.Cc, copies);
    }

    private static string Joined(HeaderList headers, string field) => string.Join(", ", HeaderFields.Mailboxes(headers, field).Select(HeaderFields.Text));

    private static string AuthorOf(HeaderList headers) =>
        HeaderFields.Mailboxes(headers, "From").FirstOrDefault() is { } author ? author.Name is { Length: > 0 } name ? HeaderReader.OneLine(name, 200) : author.Address : "";

    private static IEnumerable<DraftAttachment> Files(SourceMessage source) =>
        source.Message.Details.Attachments.Select(file => new DraftAttachment(MessageToken.OfPart(source.Key, file.Section), file.Name, file.MediaType, file.Octets));

    private static DraftAttachment WholeMessage(SourceMessage source)
    {
        var name = AttachmentName.Clean(HeaderFields.Line(source.Headers, "Subject"));
        return new DraftAttachment(MessageToken.OfMessage(source.Key), $"{(name.Length > 0 ? name : "message")}.eml", "message/rfc822", Octets(source));
    }

    /// <summary>About: the borders of the parts are not counted.</summary>
    private static long Octets(SourceMessage source) =>
        source.Headers.Sum(static header => (long)header.RawField.Length + ":".Length + header.RawValue.Length) + Octets(source.Message.Structure);

    private static long Octets(PartNode part) => part.EncodedOctets + part.Children.Sum(Octets);

    /// <summary>The identity that the message was sent to: whoever wrote to an address expects the answer from it.</summary>
    public static Identity Addressed(HeaderList headers, ImmutableArray<Identity> identities)
    {
        var recipients = AddressedFields.SelectMany(field => HeaderFields.Mailboxes(headers, field)).ToList();
        return recipients.Select(recipient => identities.FirstOrDefault(own => Same(own.Address, recipient.Address))).FirstOrDefault(static own => own is not null) ?? identities[0];
    }

    private bool IsOwn(string address) => identities.Any(own => Same(own.Address, address));

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}

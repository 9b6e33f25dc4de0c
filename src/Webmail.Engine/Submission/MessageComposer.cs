using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>Makes a message of a draft (RFC 5322, RFC 2045 to 2049, RFC 2231, RFC 6532). Owns nothing; safe for many callers.</summary>
internal sealed class MessageComposer(AttachmentContents contents, TimeProvider time)
{
    /// <summary>What User-Agent says: the product, and nothing about this installation.</summary>
    public const string Product = "Webmail";

    /// <summary>Characters of a line (RFC 5322 2.1.1).</summary>
    private const int LineLength = 78;

    /// <summary>Composes what is sent.</summary>
    /// <exception cref="DraftFaultException">Something is wrong with the draft.</exception>
    public async Task<OutgoingMessage> ComposeAsync(Draft draft, Writer writer, CancellationToken cancellationToken)
    {
        var check = Checked(draft);
        var author = check.Author(writer);
        var (to, cc, bcc) = (check.Mailboxes("to", draft.To), check.Mailboxes("cc", draft.Cc), check.Mailboxes("bcc", draft.Bcc));
        if (draft.To.Length + draft.Cc.Length + draft.Bcc.Length == 0)
            check.Add("to", 0, DraftFaultKind.NoRecipients);
        check.ThrowIfFaulty();
        if (draft.Kind == DraftKind.Redirect)
            return await new Redirection(draft, author!, to, cc, bcc).MakeAsync(contents, time.GetUtcNow(), cancellationToken);

        var from = author!.ToMailbox();
        var message = Head(draft, from, writer.NamesProgram, time.GetUtcNow());
        AddReplyTo(message, author);
        message.To.AddRange(to);
        message.Cc.AddRange(cc);
        // RFC 5322 3.4: with hidden recipients only, some servers would write one in themselves, and name the hidden ones in it.
        if (to.Count + cc.Count == 0)
            message.To.Add(new GroupAddress("undisclosed-recipients"));
        message.Body = await BodyAsync(draft, cancellationToken);
        message.Prepare(EncodingConstraint.SevenBit, LineLength);
        return new OutgoingMessage(
            draft.Id, draft.MessageId, RecipientAddress.ForEnvelope(from),
            [.. to.Concat(cc).Concat(bcc).Select(RecipientAddress.ForEnvelope).Distinct(StringComparer.OrdinalIgnoreCase)],
            message, bcc.Count > 0 ? WithBcc(message, bcc) : null, draft.SavedAs, draft.Sources, draft.Kind)
        {
            SentMailbox = author.SentMailbox,
            AsksForDelivery = draft.AsksForDelivery,
        };
    }

    /// <summary>
    /// Composes what is saved. Recipients may be unfinished: what is not an address yet stands as the name of a group without members,
    /// which any program can read (RFC 5322 3.4).
    /// </summary>
    /// <exception cref="DraftFaultException">A field holds a line break, or a file is gone.</exception>
    public async Task<MimeMessage> ComposeDraftAsync(Draft draft, Writer writer, CancellationToken cancellationToken)
    {
        var check = Checked(draft);
        check.ThrowIfFaulty();
        var author = check.AuthorAsTyped(writer);
        var message = Head(draft, author, writer.NamesProgram, time.GetUtcNow());
        if (writer.Find(author) is { } own)
            AddReplyTo(message, own);
        message.To.AddRange(draft.To.SelectMany(AsTyped));
        message.Cc.AddRange(draft.Cc.SelectMany(AsTyped));
        message.Bcc.AddRange(draft.Bcc.SelectMany(AsTyped));
        DraftMark.Write(message.Headers, draft);
        message.Body = await BodyAsync(draft, cancellationToken);
        message.Prepare(EncodingConstraint.SevenBit, LineLength);
        return message;
    }

    private static DraftCheck Checked(Draft draft)
    {
        var check = new DraftCheck(draft);
        check.RefuseLineBreaks();
        check.ThrowIfFaulty();
        check.RefuseMessageIds();
        return check;
    }

    private static IEnumerable<InternetAddress> AsTyped(string typed)
    {
        var (good, faulty) = Recipients.ParseOne(typed);
        return faulty is null ? good : [new GroupAddress(typed)];
    }

    private static MimeMessage Head(Draft draft, MailboxAddress author, bool namesProgram, DateTimeOffset date)
    {
        var message = new MimeMessage { Date = date, Subject = draft.Subject, MimeVersion = new Version(1, 0) };
        if (draft.Subject.Contains("=?", StringComparison.Ordinal))
            message.Headers.Replace(HeaderId.Subject, EncodedWords(draft.Subject));
        message.From.Add(author);
        message.Headers.Replace(HeaderId.MessageId, $"<{draft.MessageId}>");
        if (draft.InReplyTo is { Length: > 0 } parent)
            message.Headers.Add(HeaderId.InReplyTo, $"<{parent}>");
        foreach (var id in draft.References)
            message.References.Add(id);
        if (draft.Priority != 0)
        {
            // Outlook and others read X-Priority, RFC 2156 5.3.4 has Importance.
            message.XPriority = draft.Priority > 0 ? XMessagePriority.Highest : XMessagePriority.Lowest;
            message.Importance = draft.Priority > 0 ? MessageImportance.High : MessageImportance.Low;
        }

        if (draft.AsksForReceipt)
            message.Headers.Add(HeaderId.DispositionNotificationTo, author.ToString(true));
        if (namesProgram)
            message.Headers.Add(HeaderId.UserAgent, Product);
        return message;
    }

    private static void AddReplyTo(MimeMessage message, Identity author)
    {
        if (author.ReplyTo is { Length: > 0 } typed && Recipients.ParseOne(typed) is (var good, null))
            message.ReplyTo.AddRange(good);
    }

    /// <summary>RFC 2047 in full: a text that looks encoded already would be decoded by whoever reads it.</summary>
    private static string EncodedWords(string text)
    {
        // Octets of a word of 75 characters, less what stands around its base64.
        const int octets = 45;
        var words = new List<List<byte>> { new() };
        Span<byte> encoded = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(encoded);
            if (words[^1].Count + length > octets)
                words.Add([]);
            words[^1].AddRange(encoded[..length]);
        }

        return string.Join(' ', words.Select(static word => $"=?utf-8?b?{Convert.ToBase64String([.. word])}?="));
    }

    /// <summary>The same message, its body shared, with one field more.</summary>
    private static MimeMessage WithBcc(MimeMessage message, List<MailboxAddress> bcc)
    {
        var filed = new MimeMessage(message.Headers.Select(static header => header.Clone())) { Body = message.Body };
        filed.Bcc.AddRange(bcc);
        return filed;
    }

    private async Task<MimeEntity> BodyAsync(Draft draft, CancellationToken cancellationToken)
    {
        var body = new MessageBody(draft);
        var text = body.Texts(out var shown);
        var pictures = new List<MimeEntity>();
        var files = new List<MimeEntity>();
        try
        {
            for (var i = 0; i < draft.Attachments.Length; i++)
            {
                var attachment = draft.Attachments[i];
                var isShown = attachment.ContentId is { } id && shown.Contains(id);
                var content = await contents.OpenAsync(draft, attachment, i, cancellationToken);
                (isShown ? pictures : files).Add(await AttachedPart.MakeAsync(attachment, content, isShown, cancellationToken));
            }
        }
        catch
        {
            foreach (var entity in pictures.Concat(files))
                entity.Dispose();
            throw;
        }

        return MessageBody.Assemble(text, pictures, files);
    }
}

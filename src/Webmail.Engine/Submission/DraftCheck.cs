using System.Collections.Immutable;
using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>Reads the fields of a draft that go into a header, and notes what is wrong with them.</summary>
internal sealed class DraftCheck(Draft draft)
{
    private readonly List<DraftFault> faults = [];

    /// <summary>Throws if anything was found to be wrong.</summary>
    /// <exception cref="DraftFaultException">There were faults.</exception>
    public void ThrowIfFaulty()
    {
        if (faults.Count > 0)
            throw new DraftFaultException(faults);
    }

    public void Add(string field, int index, DraftFaultKind kind, string? suggestion = null) => faults.Add(new DraftFault(field, index, kind, suggestion));

    /// <summary>RFC 5322 2.2: a line break in a field begins another one, of the writer's choice. Looks at all fields of one line.</summary>
    public void RefuseLineBreaks()
    {
        OneLine("messageId", draft.MessageId);
        OneLine("from", draft.From ?? "");
        OneLine("subject", draft.Subject);
        OneLine("inReplyTo", draft.InReplyTo ?? "");
        Each("to", draft.To);
        Each("cc", draft.Cc);
        Each("bcc", draft.Bcc);
        Each("references", draft.References);
        for (var i = 0; i < draft.Attachments.Length; i++)
        {
            var file = draft.Attachments[i];
            if (Breaks(file.Name) || Breaks(file.ContentType) || Breaks(file.ContentId ?? ""))
                Add("attachments", i, DraftFaultKind.ControlCharacter);
        }
    }

    /// <summary>Refuses what could not stand between angle brackets. Many programs write ids that RFC 5322 does not allow; those are kept.</summary>
    public void RefuseMessageIds()
    {
        if (!IsMessageId(draft.MessageId) || !draft.MessageId.Contains('@', StringComparison.Ordinal))
            Add("messageId", 0, DraftFaultKind.InvalidMessageId);
        if (draft.InReplyTo is { Length: > 0 } parent && !IsMessageId(parent))
            Add("inReplyTo", 0, DraftFaultKind.InvalidMessageId);
        for (var i = 0; i < draft.References.Length; i++)
        {
            if (!IsMessageId(draft.References[i]))
                Add("references", i, DraftFaultKind.InvalidMessageId);
        }
    }

    /// <summary>The mailboxes of a field; those that are none are noted as faults.</summary>
    public List<MailboxAddress> Mailboxes(string field, ImmutableArray<string> typed)
    {
        var mailboxes = new List<MailboxAddress>();
        for (var i = 0; i < typed.Length; i++)
        {
            var (good, faulty) = Recipients.ParseOne(typed[i]);
            mailboxes.AddRange(good);
            if (faulty is not null)
                Add(field, i, DraftFaultKind.InvalidAddress, faulty.Suggestion);
        }

        return mailboxes;
    }

    /// <summary>The author, who is one of the person's identities whatever a browser says; else that is noted as a fault.</summary>
    public Identity? Author(Writer writer)
    {
        if (draft.From is not { Length: > 0 })
            return writer.Identities[0];
        if (Typed() is not { } typed)
        {
            Add("from", 0, DraftFaultKind.InvalidAddress);
            return null;
        }

        if (writer.Find(typed) is { } own)
            return own;
        Add("from", 0, DraftFaultKind.ForeignSender);
        return null;
    }

    /// <summary>The author of what is only saved: as another program wrote it, if it is an address.</summary>
    public MailboxAddress AuthorAsTyped(Writer writer) =>
        draft.From is { Length: > 0 } && Typed() is { } typed ? typed : writer.Identities[0].ToMailbox();

    private MailboxAddress? Typed() => Recipients.ParseOne(draft.From!) is (var good, null) && good.Count == 1 ? good[0] : null;

    public static bool IsMessageId(string id) =>
        id.Length is > 0 and < 900 && !id.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>');

    private static bool Breaks(string value) => value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0;

    private void Each(string field, ImmutableArray<string> values)
    {
        for (var i = 0; i < values.Length; i++)
            OneLine(field, values[i], i);
    }

    private void OneLine(string field, string value, int index = 0)
    {
        if (Breaks(value))
            Add(field, index, DraftFaultKind.ControlCharacter);
    }
}

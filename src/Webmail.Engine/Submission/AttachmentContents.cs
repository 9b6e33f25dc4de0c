using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission.Uploads;

namespace Webmail.Engine.Submission;

/// <summary>
/// Opens the files of drafts, wherever they are. What lies on the mail server is fetched once into the store of uploads, and neither
/// passes the browser nor lies in memory as a whole.
/// </summary>
internal sealed class AttachmentContents(string accountId, MessageReader reader, UploadStore uploads)
{
    /// <summary>Opens a file; the stream can seek.</summary>
    /// <param name="draft">Whose.</param>
    /// <param name="attachment">Which.</param>
    /// <param name="index">Its place in the draft, for the fault.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <exception cref="DraftFaultException">It is not there any more.</exception>
    public async Task<Stream> OpenAsync(Draft draft, DraftAttachment attachment, int index, CancellationToken cancellationToken) =>
        uploads.TryOpen(accountId, attachment.Source)
        ?? await FetchAsync(draft, attachment.Source, MessageToken.ReadSource(attachment.Source), cancellationToken)
        // An upload may have expired, and the draft's copy that a source names may have been replaced: the newest copy has them all.
        ?? await FetchAsync(draft, attachment.Source, await InSavedCopyAsync(draft, attachment, cancellationToken), cancellationToken)
        ?? throw new DraftFaultException([new DraftFault("attachments", index, DraftFaultKind.AttachmentGone)]);

    private async Task<Stream?> FetchAsync(Draft draft, string source, (MessageKey Key, string Section)? place, CancellationToken cancellationToken)
    {
        if (place is not var (key, section))
            return null;
        try
        {
            PartNode? part = null;
            if (section.Length > 0 && (part = (await reader.GetAsync(key, ConnectionRole.Interactive, cancellationToken)).Structure.Find(section)) is null)
                return null;
            await uploads.KeepAsync(
                accountId, draft.Id, source,
                (target, token) => part is null ? reader.CopySourceAsync(key, target, token) : reader.CopyAttachmentAsync(key, part, target, token),
                cancellationToken);
            return uploads.TryOpen(accountId, source);
        }
        catch (MessageGoneException)
        {
            return null;
        }
    }

    private async Task<(MessageKey Key, string Section)?> InSavedCopyAsync(Draft draft, DraftAttachment attachment, CancellationToken cancellationToken)
    {
        if (MessageToken.Read(draft.SavedAs) is not { } key)
            return null;
        try
        {
            var message = await reader.GetAsync(key, ConnectionRole.Interactive, cancellationToken);
            if (message.Details.MessageId != draft.MessageId)
                return null;
            var alike = Leaves(message.Structure).Where(part => part.FileName == attachment.Name && part.ContentId == (attachment.ContentId ?? "")).ToList();
            // Of two with one name nobody can say which it is.
            return alike is [var only] ? (key, only.Section) : null;
        }
        catch (MessageGoneException)
        {
            return null;
        }
    }

    private static IEnumerable<PartNode> Leaves(PartNode part) => part.Children.Count == 0 ? [part] : part.Children.SelectMany(Leaves);
}

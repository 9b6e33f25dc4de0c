namespace Webmail.Engine.Submission;

/// <summary>A file that a draft carries: what it is, and where its bytes are.</summary>
/// <param name="Source">
/// Where the bytes are: <c>upload:GUID</c> in the store of uploads, <c>part:TOKEN/UIDVALIDITY/UID/SECTION</c> a part of a message on the
/// mail server, <c>message:TOKEN/UIDVALIDITY/UID</c> a whole one. TOKEN is the mailbox's name, base64url of UTF-8.
/// </param>
/// <param name="Name">The file's name, without any path.</param>
/// <param name="ContentType">Its media type, as <c>type/subtype</c>.</param>
/// <param name="Size">Octets when decoded; of a part, as far as the server tells.</param>
/// <param name="ContentId">For a picture inside the text: what its <c>cid:</c> addresses name, without angle brackets; else null.</param>
public sealed record DraftAttachment(string Source, string Name, string ContentType, long Size, string? ContentId = null);

namespace Webmail.Engine.Submission;

/// <summary>Why a draft cannot be made into a message.</summary>
public enum DraftFaultKind
{
    /// <summary>There is nobody to send it to.</summary>
    NoRecipients,

    /// <summary>It is not an address.</summary>
    InvalidAddress,

    /// <summary>The author is none of the person's identities.</summary>
    ForeignSender,

    /// <summary>A line break or NUL stands in a field of one line: it would begin another field of the header.</summary>
    ControlCharacter,

    /// <summary>A name of the message, or of one it answers, is not a Message-ID (RFC 5322 3.6.4).</summary>
    InvalidMessageId,

    /// <summary>The file is not there any more: its upload has expired, or its message was removed.</summary>
    AttachmentGone,

    /// <summary>The HTML is beyond the limits of size, elements or depth.</summary>
    TooComplex,
}

/// <summary>One thing that is wrong with a draft.</summary>
/// <param name="Field">The property of <see cref="Draft"/>, in camel case: <c>to</c>, <c>subject</c>, <c>attachments</c>.</param>
/// <param name="Index">Which of the field's entries, from 0; 0 for a field with one.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Suggestion">What was probably meant; null if there is nothing to suggest.</param>
public sealed record DraftFault(string Field, int Index, DraftFaultKind Kind, string? Suggestion = null);

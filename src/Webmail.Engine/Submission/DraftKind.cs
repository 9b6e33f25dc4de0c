namespace Webmail.Engine.Submission;

/// <summary>What a draft began as.</summary>
public enum DraftKind
{
    /// <summary>A new message.</summary>
    New,

    /// <summary>An answer to the author, or to whom Reply-To names (RFC 5322 3.6.2).</summary>
    Reply,

    /// <summary>An answer to all, without the person's own addresses.</summary>
    ReplyAll,

    /// <summary>An answer to the mailing list (List-Post, RFC 2369 3.4).</summary>
    ReplyToList,

    /// <summary>The message goes on to others, its text quoted and its attachments with it.</summary>
    Forward,

    /// <summary>The messages go on to others, each as an attachment (message/rfc822).</summary>
    ForwardAsAttachment,

    /// <summary>A new message with the text, recipients and attachments of another one.</summary>
    EditAsNew,

    /// <summary>The message itself goes on to others, its author and its body untouched (RFC 5322 3.6.6).</summary>
    Redirect,

    /// <summary>An answer to an invitation (RFC 5546 3.2.3): made of buttons, never written on in a window.</summary>
    AnswerToInvitation,

    /// <summary>Goes on with a message of the mailbox for drafts.</summary>
    Resume,
}

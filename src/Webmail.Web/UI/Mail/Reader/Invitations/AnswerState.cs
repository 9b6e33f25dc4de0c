namespace Webmail.Web.UI.Mail.Reader.Invitations;

/// <summary>How far an answer has got.</summary>
public enum AnswerState
{
    /// <summary>It went out, or there is none.</summary>
    Sent,

    /// <summary>It is on its way.</summary>
    Waiting,

    /// <summary>It could not be sent, or nobody knows; it is in the outbox.</summary>
    Stuck,
}

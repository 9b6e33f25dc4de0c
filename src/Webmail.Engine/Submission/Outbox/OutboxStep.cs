namespace Webmail.Engine.Submission.Outbox;

/// <summary>How far an outgoing message is. Each step is stored before the next begins; the numbers are in the database.</summary>
public enum OutboxStep
{
    /// <summary>Waits for the end of the undo window, or for the next attempt. Can be taken back.</summary>
    Held = 0,

    /// <summary>Is being handed to the server.</summary>
    Submitting = 1,

    /// <summary>The server has taken it. Its copy is still to be filed.</summary>
    Submitted = 2,

    /// <summary>The copy is in the mailbox for sent messages. What it answers is still to be marked.</summary>
    FiledInSent = 3,

    /// <summary>Nothing is left to do; the content is deleted.</summary>
    Done = 4,

    /// <summary>The connection was lost after the end of the data and before the answer: only the person can decide whether to send it again.</summary>
    Unclear = 5,

    /// <summary>The server refused it for good. Nobody has got it.</summary>
    Failed = 6,
}

using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;

namespace Webmail.Engine.Accounts;

/// <summary>What a signed-in person does with the outbox.</summary>
public static class OutboxHolding
{
    /// <summary>The same as <see cref="Outbox.HoldAsync"/>, for whom the session belongs to and with what it was opened with.</summary>
    public static Task<OutboxEntry> HoldAsync(
        this Outbox outbox, AccountSession session, OutgoingMessage message, Draft draft, TimeSpan hold, CancellationToken cancellationToken) =>
        outbox.HoldAsync(session.Account, session.Pool.Credentials, message, draft, hold, cancellationToken);
}

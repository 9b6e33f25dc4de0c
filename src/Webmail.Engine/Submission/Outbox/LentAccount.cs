using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>An account's connections and credentials, lent to send one message; to be given back by disposing.</summary>
public sealed class LentAccount(ImapConnectionPool connections, ICredentials credentials, Func<ValueTask> giveBack) : IAsyncDisposable
{
    /// <summary>Where its mail is.</summary>
    public ImapConnectionPool Connections { get; } = connections;

    /// <summary>Who it is; newer than those that were kept if the person has signed in since.</summary>
    public ICredentials Credentials { get; } = credentials;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => giveBack();
}

/// <summary>Lends an account's connections: those of an open session, or new ones with the credentials that were kept.</summary>
public delegate LentAccount LendAccount(Account account, ICredentials kept);

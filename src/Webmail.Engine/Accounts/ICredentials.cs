using MailKit;
using MailKit.Security;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Accounts;

/// <summary>
/// What a person proves themselves with: a password now, a token later. The secret never leaves the implementation except into a
/// SASL exchange, or under the host's seal. Implementations are safe to use from several connections at once.
/// </summary>
public interface ICredentials
{
    /// <summary>The name that is authenticated.</summary>
    string UserName { get; }

    /// <summary>Makes the best mechanism of those <paramref name="offered"/>, for one exchange; <c>null</c> when none is suitable.</summary>
    SaslMechanism? ChooseMechanism(IReadOnlyCollection<string> offered, bool encrypted);

    /// <summary>Authenticates a connected client (IMAP or submission) with the best mechanism it is offered, in a single attempt.</summary>
    /// <param name="client">Connected and, where that is possible, encrypted.</param>
    /// <param name="afterScram">True after a <see cref="ScramRefusedException"/>: a mechanism that shows the password is used now.</param>
    /// <param name="cancellationToken">Breaks off the connection.</param>
    /// <exception cref="ScramRefusedException">The server refused SCRAM, and another mechanism is worth one attempt.</exception>
    /// <exception cref="AuthenticationException">The server refused.</exception>
    /// <exception cref="NotSupportedException">The server offers no mechanism that these credentials can do.</exception>
    Task AuthenticateAsync(MailService client, bool afterScram, CancellationToken cancellationToken);

    /// <summary>The secret under the host's seal, for work that outlives the process; <see cref="PasswordCredentials.Open"/> is the reverse.</summary>
    byte[] Seal(Sealing sealing);

    /// <summary>Whether <paramref name="other"/> holds the same name and the same secret; takes the same time for any difference in the secret.</summary>
    bool Matches(ICredentials other);
}

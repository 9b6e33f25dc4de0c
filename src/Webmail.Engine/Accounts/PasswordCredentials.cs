using System.Net;
using System.Security.Cryptography;
using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Accounts;

/// <summary>A user name and a password. The password stays in its private field: it is in no text form of this object.</summary>
public sealed class PasswordCredentials(string userName, string password) : ICredentials
{
    private readonly string password = password;
    private volatile bool needsPlain;

    /// <inheritdoc/>
    public string UserName { get; } = userName;

    /// <inheritdoc/>
    /// <remarks>SCRAM first, as it does not show the server the password. The forms with channel binding (RFC 5802) need TLS.</remarks>
    public SaslMechanism? ChooseMechanism(IReadOnlyCollection<string> offered, bool encrypted) =>
        Choose(offered, encrypted, withScram: !needsPlain || !encrypted);

    private SaslMechanism? Choose(IReadOnlyCollection<string> offered, bool encrypted, bool withScram)
    {
        bool Has(string name) => offered.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (withScram && encrypted && Has("SCRAM-SHA-256-PLUS")) return new SaslMechanismScramSha256Plus(UserName, password);
        if (withScram && Has("SCRAM-SHA-256")) return new SaslMechanismScramSha256(UserName, password);
        if (withScram && encrypted && Has("SCRAM-SHA-1-PLUS")) return new SaslMechanismScramSha1Plus(UserName, password);
        if (withScram && Has("SCRAM-SHA-1")) return new SaslMechanismScramSha1(UserName, password);
        if (Has("PLAIN")) return new SaslMechanismPlain(Encoding.UTF8, UserName, password);
        return Has("LOGIN") ? new SaslMechanismLogin(Encoding.UTF8, UserName, password) : null;
    }

    /// <inheritdoc/>
    public async Task AuthenticateAsync(MailService client, bool afterScram, CancellationToken cancellationToken)
    {
        var (offered, encrypted) = (client.AuthenticationMechanisms, client.IsEncrypted);
        if (Choose(offered, encrypted, withScram: !(encrypted && (afterScram || needsPlain))) is { } mechanism)
        {
            var other = encrypted ? Choose(offered, encrypted, withScram: false) : null;
            try
            {
                await client.AuthenticateAsync(mechanism, cancellationToken);
            }
            // A server that could not prove that it knows the password (SaslException) must not be shown it.
            catch (AuthenticationException refusal) when (refusal is not SaslException && other is not null && other.MechanismName != mechanism.MechanismName)
            {
                throw new ScramRefusedException(refusal);
            }

            // Remembered for the other connections of the account: each refusal counts towards a server's own brake.
            needsPlain |= afterScram;
            return;
        }

        // RFC 9051 6.2.3: the LOGIN command is what is left of a server without SASL, unless it says LOGINDISABLED.
        if (client is not ImapClient imap || imap.Capabilities.HasFlag(ImapCapabilities.LoginDisabled))
            throw new NotSupportedException("The server offers no mechanism for a password.");

        // With no mechanism left to try, MailKit goes straight to LOGIN: one attempt, not one for each mechanism.
        client.AuthenticationMechanisms.Clear();
        await client.AuthenticateAsync(Encoding.UTF8, new NetworkCredential(UserName, password), cancellationToken);
    }

    /// <inheritdoc/>
    public byte[] Seal(Sealing sealing) => sealing.Seal(Encoding.UTF8.GetBytes(password));

    /// <summary>What <see cref="Seal"/> sealed.</summary>
    /// <exception cref="CryptographicException">It was not sealed here, or changed.</exception>
    public static PasswordCredentials Open(Sealing sealing, string userName, byte[] secret) =>
        new(userName, Encoding.UTF8.GetString(sealing.Open(secret)));

    /// <inheritdoc/>
    public bool Matches(ICredentials other) =>
        other is PasswordCredentials credentials
        && credentials.UserName == UserName
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(credentials.password), Encoding.UTF8.GetBytes(password));

    /// <summary>Names neither the person nor the password.</summary>
    public override string ToString() => "Password credentials";
}

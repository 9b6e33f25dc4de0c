using MailKit.Security;

namespace Webmail.Engine.Accounts;

/// <summary>
/// The server refused a proof of the password (SCRAM), and the same password can be tried by a mechanism that shows it, on a new
/// connection: see <see cref="ICredentials.AuthenticateAsync"/>.
/// </summary>
public sealed class ScramRefusedException(AuthenticationException refusal) : AuthenticationException(refusal.Message, refusal);

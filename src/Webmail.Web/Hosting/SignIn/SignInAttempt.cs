using System.Net;
using Webmail.Engine.Accounts;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>
/// One try of a password, from a form: throttled, logged and answered alike whoever is asked for.
/// <para>
/// Each failure logs one line that fail2ban can match, with the client's address and nothing else about anybody:
/// <c>failregex = Sign-in refused from &lt;HOST&gt;$</c>.
/// </para>
/// </summary>
internal sealed partial class SignInAttempt(
    AccountSessions sessions, ServerDirectory servers, SignInThrottle throttle, TimeProvider time, ILogger<SignInAttempt> logger)
{
    // An unknown user must not be told by a quicker answer. Mail servers take one to two seconds over a wrong password, to slow down
    // guessing; those that do not are brought to the same second.
    internal static readonly TimeSpan RefusalTakesAtLeast = TimeSpan.FromSeconds(1);

    // What a person is asked to wait while the server is away; a restart of one takes about that long.
    private static readonly TimeSpan ServerIsBackAfter = TimeSpan.FromSeconds(30);

    /// <summary>Signs in, and opens a new session.</summary>
    public Task<SignInResult> SignInAsync(string? userName, string? password, IPAddress? address, CancellationToken cancellationToken) =>
        TryAsync(userName, password, address, sessions.SignInAsync, cancellationToken);

    /// <summary>Tries the new password of somebody whose session is open, and gives it to that session.</summary>
    public Task<SignInResult> RenewAsync(AccountSession session, string? password, IPAddress? address, CancellationToken cancellationToken) =>
        TryAsync(session.Account.UserName, password, address, async (_, given, cancellation) =>
        {
            await sessions.RenewAsync(session.Id, given, cancellation);
            return session;
        }, cancellationToken);

    private async Task<SignInResult> TryAsync(
        string? userName, string? password, IPAddress? address,
        Func<string, string, CancellationToken, Task<AccountSession>> tryPassword, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(userName) || string.IsNullOrEmpty(password))
            return new SignInResult.Refused(SignInRefusal.Incomplete);

        // By the account where there is one: a name with and without its domain is the same name.
        var name = servers.TryFind(userName, out var account) ? account.Id : userName;
        if (!throttle.TryBegin(name, address, out var attempt, out var wait))
        {
            LogRefused(address);
            return new SignInResult.Refused(SignInRefusal.Throttled, wait);
        }

        var begun = time.GetTimestamp();
        try
        {
            var session = await tryPassword(userName.Trim(), password, cancellationToken);
            throttle.Forgive(attempt);
            return new SignInResult.SignedIn(session, password);
        }
        catch (SignInException exception) when (IsGuess(exception.Failure))
        {
            LogRefused(address);
            var left = RefusalTakesAtLeast - time.GetElapsedTime(begun);
            if (left > TimeSpan.Zero)
                await Task.Delay(left, time, cancellationToken);
            return new SignInResult.Refused(ToRefusal(exception.Failure));
        }
        catch (SignInException exception)
        {
            throttle.Forgive(attempt);
            LogNotPossible(exception.Failure, exception.InnerException?.GetType().Name);
            return new SignInResult.Refused(ToRefusal(exception.Failure), ServerIsBackAfter);
        }
    }

    private static bool IsGuess(SignInFailure failure) =>
        failure is SignInFailure.WrongCredentials or SignInFailure.UnknownDomain or SignInFailure.ServerRefused;

    private static SignInRefusal ToRefusal(SignInFailure failure) => failure switch
    {
        SignInFailure.WrongCredentials => SignInRefusal.Wrong,
        SignInFailure.UnknownDomain => SignInRefusal.UnknownDomain,
        SignInFailure.CertificateNotTrusted => SignInRefusal.Certificate,
        SignInFailure.EncryptionNotOffered => SignInRefusal.Encryption,
        SignInFailure.TooManyConnections => SignInRefusal.TooManyConnections,
        SignInFailure.ServerRefused => SignInRefusal.Refused,
        _ => SignInRefusal.Unreachable,
    };

    [LoggerMessage(EventId = 4010, EventName = "SignInRefused", Level = LogLevel.Warning, Message = "Sign-in refused from {Address}")]
    private partial void LogRefused(IPAddress? address);

    [LoggerMessage(EventId = 4011, Level = LogLevel.Error, Message = "Nobody can sign in: {Failure} ({Cause})")]
    private partial void LogNotPossible(SignInFailure failure, string? cause);
}

using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Endpoints;

/// <summary>The message that a request names, in the account of the person who asks.</summary>
internal sealed record MessageRequest(AccountSession Session, MessageKey Key, string Account)
{
    /// <summary>Null if the address makes no sense, or was made for another sign-in, of whomever.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="token">The mailbox.</param>
    /// <param name="uidValidity">Its UIDVALIDITY.</param>
    /// <param name="uid">The message.</param>
    /// <param name="canBeWithin">
    /// Whether it may be a message that is attached to another one. What acts upon who sent it refuses those: nobody vouches for their headers.
    /// </param>
    public static MessageRequest? Read(HttpContext context, string token, uint uidValidity, uint uid, bool canBeWithin = false)
    {
        var session = context.GetAccountSession();
        var account = MessagePath.AccountTag(session);
        var within = context.Request.Query["within"].ToString();
        return MessagePath.Read(token, uidValidity, uid) is { } key && (within.Length == 0 || canBeWithin && MessageKey.IsPath(within)) && (context.Request.Query["a"].ToString() is var asked && (asked.Length == 0 || asked == account))
            ? new MessageRequest(session, key with { Within = within }, account)
            : null;
    }

    /// <summary>True if the page fetches ahead what nobody asked for yet.</summary>
    public static bool IsAhead(HttpContext context) => context.Request.Headers["X-Purpose"] == "prefetch";

    /// <summary>Reads the message, in the character set that the address names if a person chose one.</summary>
    /// <exception cref="MessageUnreadableException">It can't be had; it says why.</exception>
    public async Task<ReadMessage> ReadAsync(HttpContext context)
    {
        // What is fetched ahead must not stand in the way of what a person waits for.
        var role = IsAhead(context) ? ConnectionRole.Background : ConnectionRole.Interactive;
        return await OrWhyNotAsync(() => CharacterSet.Find(context.Request.Query["charset"]) is { } charset
            ? Session.Reader.GetInAsync(Key, charset, context.RequestAborted)
            : Session.Reader.GetAsync(Key, role, context.RequestAborted));
    }

    /// <summary>Runs what asks the mail server, and puts its failures into the two kinds that a person is told of.</summary>
    /// <exception cref="MessageUnreadableException">It failed.</exception>
    public static async Task<T> OrWhyNotAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (MessageGoneException)
        {
            throw new MessageUnreadableException(MessageFailure.Gone);
        }
        catch (MessageTooLargeException)
        {
            throw new MessageUnreadableException(MessageFailure.TooLarge);
        }
        catch (Exception fault) when (fault is MailServerUnavailableException or ConnectionLostException or ServerRefusedException or SignInException or ObjectDisposedException)
        {
            throw new MessageUnreadableException(MessageFailure.ServerAway);
        }
    }
}

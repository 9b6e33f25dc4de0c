using MailKit;
using MailKit.Net.Imap;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Imap;

/// <summary>
/// The only holder of an <see cref="ImapClient"/>. MailKit does not take turns (a second command on a busy client throws), so whoever
/// uses a connection has to have it lent by its <see cref="ConnectionLane"/>: nothing here is safe for two at once.
/// </summary>
internal sealed class ImapConnection(ConnectionRole role, ImapOptions options, TimeProvider time) : IDisposable
{
    private SignedInClient? signedIn;
    private IMailFolder? selected;

    public ConnectionRole Role => role;

    /// <summary>The name of the selected mailbox; <c>null</c>: none, or not connected.</summary>
    public string? Mailbox { get; private set; }

    /// <summary>Whether the last <see cref="SelectAsync"/> had to say SELECT: the mailbox is known as it is now.</summary>
    public bool JustSelected { get; private set; }

    /// <summary>When it was last used; a time-stamp of the <see cref="TimeProvider"/>.</summary>
    public long LastUsed { get; private set; } = time.GetTimestamp();

    /// <summary>When work last used it: keeping it alive does not count.</summary>
    public long LastWork { get; private set; } = time.GetTimestamp();

    public bool IsOpen => signedIn is { Client.IsConnected: true };

    public TimeSpan Unused => time.GetElapsedTime(LastUsed);

    public TimeSpan Unneeded => time.GetElapsedTime(LastWork);

    /// <summary>How often this connection has sent something since it was opened.</summary>
    public int Sent => signedIn?.Tail.Sent ?? 0;

    public ServerCapabilities? Capabilities => signedIn?.Capabilities;

    /// <summary>Takes over a client that has just signed in.</summary>
    public void Open(SignedInClient client)
    {
        Close();
        signedIn = client;
        client.Client.Timeout = (int)options.SilenceOf(role).TotalMilliseconds;
        LastUsed = LastWork = time.GetTimestamp();
    }

    /// <summary>
    /// Makes sure that the connection still answers, when there is reason to doubt it: <c>false</c> when it does not, and is closed now.
    /// </summary>
    public async Task<bool> StillAnswersAsync(bool certain, CancellationToken cancellationToken)
    {
        if (!IsOpen)
            return false;
        if (!signedIn!.HasSomethingUnread && (!certain || Unused < options.CheckIdleAfter))
            return true;

        return await KeepAliveAsync(cancellationToken);
    }

    /// <summary>Says NOOP; <c>false</c> when there was no answer, and the connection is closed now.</summary>
    public async Task<bool> KeepAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await signedIn!.Client.NoOpAsync(cancellationToken);
            LastUsed = time.GetTimestamp();
            return true;
        }
        catch (Exception exception) when (Failures.IsLostConnection(exception))
        {
            Close();
            return false;
        }
    }

    /// <summary>Selects a mailbox unless it is selected already. For writing, unless the server refuses that.</summary>
    /// <exception cref="MailboxGoneException">It does not exist.</exception>
    /// <exception cref="ServerRefusedException">It exists and can't be selected.</exception>
    public async Task<IMailFolder> SelectAsync(string mailbox, CancellationToken cancellationToken)
    {
        JustSelected = false;
        if (selected is { IsOpen: true } && Mailbox == mailbox)
            return selected;

        Mailbox = null;
        selected = null;
        var folder = await FindAsync(mailbox, cancellationToken);
        try
        {
            await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        }
        catch (ImapCommandException refused) when (refused.Response == ImapCommandResponse.No)
        {
            await ExamineAsync(folder, mailbox, Failures.Refused(refused, signedIn?.Tail), cancellationToken);
        }

        selected = folder;
        Mailbox = mailbox;
        JustSelected = true;
        return folder;
    }

    /// <summary>Finds a mailbox by its name. Known ones cost nothing and may be gone by now; others cost a LIST.</summary>
    /// <exception cref="MailboxGoneException">There is none of this name.</exception>
    public async Task<IMailFolder> FindAsync(string mailbox, CancellationToken cancellationToken)
    {
        var client = Client;
        if (mailbox.Equals("INBOX", StringComparison.OrdinalIgnoreCase))
            return client.Inbox;

        try
        {
            return await client.GetFolderAsync(mailbox, cancellationToken);
        }
        catch (FolderNotFoundException exception)
        {
            throw new MailboxGoneException(mailbox, exception);
        }
        catch (ArgumentException exception)
        {
            // A name that no mailbox can have, from an address somebody typed.
            throw new MailboxGoneException(mailbox, exception);
        }
    }

    /// <summary>The client and what belongs to it, for <see cref="ImapWork"/> alone.</summary>
    public SignedInClient SignedIn => signedIn ?? throw new ServiceNotConnectedException();

    public ImapClient Client => SignedIn.Client;

    /// <summary>Runs work; whatever MailKit throws comes out as one of this namespace's exceptions.</summary>
    public async Task<T> RunAsync<T>(
        string? mailbox, Func<ImapWork, CancellationToken, Task<T>> work, CancellationToken abandoned, CancellationToken cancellationToken)
    {
        var begun = false;
        try
        {
            using var lent = new ImapWork(this, options, time, abandoned);
            if (mailbox is not null)
                lent.Select(await SelectAsync(mailbox, cancellationToken));
            begun = true;
            return await work(lent, cancellationToken);
        }
        catch (ImapCommandException refused)
        {
            throw Failures.Refused(refused, signedIn?.Tail);
        }
        catch (FolderNotFoundException gone)
        {
            throw new MailboxGoneException(gone.FolderName, gone);
        }
        catch (Exception exception) when (Failures.IsLostConnection(exception))
        {
            Close();
            throw new ConnectionLostException(begun, exception);
        }
        finally
        {
            // Broken off in the middle of a command, MailKit has closed the client already.
            if (!IsOpen)
                Close();
            else if (selected is not { IsOpen: true })
                Mailbox = null;
            LastUsed = LastWork = time.GetTimestamp();
        }
    }

    /// <summary>Says LOGOUT, without waiting long for the answer, and closes.</summary>
    public async Task LogOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (IsOpen)
                await Client.DisconnectAsync(true, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException || Failures.IsLostConnection(exception))
        {
            // It was to be closed anyway.
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Closes without a word. The connection can be opened again.</summary>
    public void Close()
    {
        var closing = signedIn;
        signedIn = null;
        selected = null;
        Mailbox = null;
        closing?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private async Task ExamineAsync(IMailFolder folder, string mailbox, ServerRefusedException refusal, CancellationToken cancellationToken)
    {
        if (refusal.Code is "NONEXISTENT" or "TRYCREATE")
            throw new MailboxGoneException(mailbox, refusal);
        try
        {
            await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
        }
        catch (ImapCommandException second)
        {
            var refused = Failures.Refused(second, signedIn?.Tail);
            // Most servers give no code. MailKit still knows the mailbox from before, so only a whole LIST tells whether it is there.
            if (refused.Code is "NONEXISTENT" or "TRYCREATE" || !await MailboxList.ContainsAsync(Client, folder, cancellationToken))
                throw new MailboxGoneException(mailbox, refused);
            throw refused;
        }
    }
}

using MailKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Reading;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Mail;

/// <summary>What a person saves out of a message into a mailbox.</summary>
public sealed partial class MailView
{
    // Below it the saved message is there before anybody could read how far it is.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Puts a message that is attached to another one into a mailbox, as it is and by the server alone. Ends when that has it, or has refused; both is said.</summary>
    public async Task SaveAttachedAsync(MessageKey attached, string destination)
    {
        if (Session.Mailboxes.Find(destination) is not { IsSelectable: true } to)
        {
            Say(new Notice(_text["Refused_MailboxGone"], IsError: true));
            return;
        }

        var name = MailboxNames.Of(to, _text);
        Notice? underWay = null;
        var progress = new SavingProgress(() =>
        {
            if (underWay is not null && Notice == underWay) Tell(MailRegions.Notice);
        });
        var saving = SaveAsync(attached, to, name, progress);
        await Task.WhenAny(saving, Task.Delay(Patience, _timeProvider, _closed.Token));
        if (!saving.IsCompleted) Say(underWay = new Notice(_text["Saving", name], Percent: () => progress.Percent));
        if (await saving is { } said && !(said.IsError && Notice?.Text == said.Text)) Say(said);
    }

    /// <summary>What is to be said in the end; null: nobody is there any more.</summary>
    private async Task<Notice?> SaveAsync(MessageKey attached, Mailbox to, string name, SavingProgress progress)
    {
        try
        {
            using var copy = await Session.AttachedCopies.TakeOutAsync(attached, progress.Fetched, _closed.Token);
            var pending = Session.Perform(new AppendMessage(to.Name, copy.Message, MessageFlags.Seen, DateOf(copy.Message.Date)) { Progress = progress, TakesLong = copy.IsLarge });
            switch (await pending.Outcome)
            {
                case OperationOutcome.Done { Inverse: not null }:
                    Remember(pending);
                    return new Notice(_text["SavedTo", name], pending);
                case OperationOutcome.Refused(var reason, var serverText):
                    return new Notice(_text["Refused_" + reason, serverText], IsError: true);
                default:
                    // A server without UIDPLUS does not say which message it has become: there is nothing to take back.
                    return new Notice(_text["SavedTo", name]);
            }
        }
        catch (MessageGoneException)
        {
            return new Notice(_text["SaveGone"], IsError: true);
        }
        catch (MessageTooLargeException)
        {
            return new Notice(_text["SaveTooLarge"], IsError: true);
        }
        catch (IOException)
        {
            return new Notice(_text["SaveNoRoom"], IsError: true);
        }
        catch (Exception fault) when (fault is MailServerUnavailableException or ConnectionLostException or SignInException or ServerRefusedException)
        {
            return new Notice(_text["Refused_Unreachable"], IsError: true);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The date of its header, so that it stands in the list where it belongs; now, where that names none or one that no server keeps.</summary>
    private DateTimeOffset DateOf(DateTimeOffset said)
    {
        var now = _timeProvider.GetUtcNow();
        return said.Year >= 1970 && said <= now.AddDays(1) ? said : now;
    }
}

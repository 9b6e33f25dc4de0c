using Microsoft.Extensions.Localization;
using MudBlazor;
using Webmail.Engine.Accounts;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Sync;

namespace Webmail.Web.UI.Shell.Dialogs;

/// <summary>
/// Carries out what the menu of a mailbox offers: asks where there is something to ask, tells the server, and says what happened.
/// Messages are left to <paramref name="messages"/>.
/// </summary>
/// <param name="dialogs">Shows the dialogs.</param>
/// <param name="session">The account's mailboxes.</param>
/// <param name="rules">The rules that file into them.</param>
/// <param name="texts">The person's language.</param>
/// <param name="messages">Does what is done with messages.</param>
/// <param name="say">Shows a sentence.</param>
public sealed class MailboxActions(
    IDialogService dialogs, AccountSession session, FollowingRules rules, IStringLocalizer<Resources.Mail> texts, MailboxMessages messages, Action<MailboxNotice> say)
{
    private static readonly DialogOptions Options = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    private MailboxCommands Commands => session.MailboxCommands;

    private MailboxTree Tree => session.Mailboxes;

    /// <summary>Asks for a new mailbox below another one; null: at the top.</summary>
    public Task CreateAsync(string? parent) => ShowAsync<CreateMailboxDialog>(new()
    {
        [nameof(CreateMailboxDialog.Tree)] = Tree,
        [nameof(CreateMailboxDialog.Parent)] = parent,
        [nameof(CreateMailboxDialog.Create)] = (string? above, string name) =>
            RunAsync(Commands.CreateAsync(above, name, CancellationToken.None), "Done_CreateBox", name),
    });

    /// <summary>Does what was chosen in the menu.</summary>
    public Task HandleAsync(Mailbox mailbox, MailboxAction action) => action switch
    {
        MailboxAction.CreateBelow => CreateAsync(mailbox.Name),
        MailboxAction.Rename => RenameAsync(mailbox),
        MailboxAction.Move => MoveAsync(mailbox),
        MailboxAction.Delete => DeleteAsync(mailbox),
        MailboxAction.Subscribe => SubscribeAsync(mailbox, true),
        MailboxAction.Unsubscribe => SubscribeAsync(mailbox, false),
        MailboxAction.MarkAllRead => messages.MarkAllRead(mailbox.Name),
        MailboxAction.Empty => EmptyAsync(mailbox),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private Task RenameAsync(Mailbox mailbox) => ShowAsync<RenameMailboxDialog>(new()
    {
        [nameof(RenameMailboxDialog.Tree)] = Tree,
        [nameof(RenameMailboxDialog.Mailbox)] = mailbox,
        [nameof(RenameMailboxDialog.Rename)] = (string? above, string name) => PlaceAsync(mailbox, above, name, "Done_RenameBox", name),
    });

    private Task MoveAsync(Mailbox mailbox) => ShowAsync<MoveMailboxDialog>(new()
    {
        [nameof(MoveMailboxDialog.Tree)] = Tree,
        [nameof(MoveMailboxDialog.Mailbox)] = mailbox,
        [nameof(MoveMailboxDialog.Move)] = (string? above, string name) => PlaceAsync(mailbox, above, name, "Done_MoveBox", mailbox.DisplayName),
    });

    private async Task DeleteAsync(Mailbox mailbox)
    {
        var trash = Tree.Find(SpecialUse.Trash);
        var isEmpty = mailbox is { Total: 0, Children.IsEmpty: true };
        var goesToTrash = !isEmpty && trash is { CanHaveChildren: true } && mailbox.Kind == MailboxKind.Personal
            && trash.SelfAndDescendants().All(below => below.Name != mailbox.Name);

        Task<string?> Delete() => goesToTrash
            ? PlaceAsync(mailbox, trash!.Name, FreeName(mailbox.DisplayName, Tree.Find(trash.Name)?.Children ?? []), "Done_DeleteBox", mailbox.DisplayName, rulesFollow: false)
            : RunAsync(Commands.DeleteAsync(mailbox, CancellationToken.None), "Done_DeleteBox", mailbox.DisplayName);

        var hint = await rules.BeforeDeletingAsync(mailbox);
        // Nothing in it, and nothing files into it: nothing to ask.
        if (isEmpty && hint is null)
        {
            if (await Delete() is { } fault) say(new MailboxNotice(fault, IsError: true));
            return;
        }

        await ShowAsync<DeleteMailboxDialog>(new()
        {
            [nameof(DeleteMailboxDialog.Mailbox)] = mailbox,
            [nameof(DeleteMailboxDialog.GoesToTrash)] = goesToTrash,
            [nameof(DeleteMailboxDialog.Rules)] = hint,
            [nameof(DeleteMailboxDialog.Delete)] = (Func<Task<string?>>)Delete,
        });
    }

    private async Task SubscribeAsync(Mailbox mailbox, bool subscribed)
    {
        var fault = await RunAsync(
            Commands.SubscribeAsync(mailbox.Name, subscribed, CancellationToken.None),
            subscribed ? "Done_Subscribe" : "Done_Unsubscribe",
            mailbox.DisplayName,
            () => RunAsync(Commands.SubscribeAsync(mailbox.Name, !subscribed, CancellationToken.None), null, ""));
        if (fault is not null) say(new MailboxNotice(fault, IsError: true));
    }

    private Task EmptyAsync(Mailbox mailbox) => ShowAsync<EmptyMailboxDialog>(new()
    {
        [nameof(EmptyMailboxDialog.Mailbox)] = mailbox,
        [nameof(EmptyMailboxDialog.Empty)] = async () =>
        {
            await messages.Empty(mailbox.Name);
            return (string?)null;
        },
    });

    private async Task<string?> PlaceAsync(Mailbox mailbox, string? above, string name, string done, string shown, bool rulesFollow = true)
    {
        if (await Commands.RenameAsync(mailbox.Name, above, name, CancellationToken.None) is { } refused)
            return texts[$"BoxRefused_{refused.Reason}", refused.ServerText];
        var (text, isError) = rulesFollow && Find(above, name) is { } moved ? await rules.FollowAsync(mailbox.Name, moved, texts[done, shown]) : (texts[done, shown].Value, false);
        say(new MailboxNotice(text, () => MoveBackAsync(mailbox, above, name, rulesFollow), isError));
        return null;
    }

    private async Task<string?> MoveBackAsync(Mailbox mailbox, string? above, string name, bool rulesFollow)
    {
        if (Find(above, name) is not { } moved) return texts["BoxRefused_MailboxGone"];
        if (await RunAsync(Commands.RenameAsync(moved.Name, mailbox.ParentName, mailbox.DisplayName, CancellationToken.None), null, "") is { } fault) return fault;
        var (text, isError) = rulesFollow ? await rules.FollowAsync(moved.Name, mailbox, texts["Done_RenameBox", mailbox.DisplayName]) : ("", false);
        return isError ? text : null;
    }

    /// <summary>By its place, because the server chose its full name.</summary>
    private Mailbox? Find(string? above, string name) => (above is null ? Tree.Roots : Tree.Find(above)?.Children ?? []).FirstOrDefault(box => box.DisplayName == name);

    private async Task<string?> RunAsync(Task<OperationOutcome.Refused?> command, string? done, string name, Func<Task<string?>>? undo = null)
    {
        if (await command is { } refused) return texts[$"BoxRefused_{refused.Reason}", refused.ServerText];
        if (done is not null) say(new MailboxNotice(texts[done, name], undo));
        return null;
    }

    private async Task ShowAsync<T>(DialogParameters parameters)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        await (await dialogs.ShowAsync<T>(null, parameters, Options)).Result;

    private static string FreeName(string name, IEnumerable<Mailbox> taken)
    {
        var names = taken.Select(box => box.DisplayName).ToHashSet(StringComparer.Ordinal);
        return names.Contains(name) ? Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{name} ({n})").First(n => !names.Contains(n)) : name;
    }
}

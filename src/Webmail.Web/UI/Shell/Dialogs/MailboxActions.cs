using Microsoft.Extensions.Localization;
using MudBlazor;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Sync;

namespace Webmail.Web.UI.Shell.Dialogs;

/// <summary>
/// Carries out what the menu of a mailbox offers: asks where there is something to ask, tells the server, and says what happened.
/// Messages are left to <paramref name="markAllRead"/> and <paramref name="empty"/>, which have an undo of their own.
/// </summary>
/// <param name="dialogs">Shows the dialogs.</param>
/// <param name="commands">The account's mailboxes on the server.</param>
/// <param name="tree">The tree as it is now.</param>
/// <param name="texts">The person's language.</param>
/// <param name="markAllRead">Marks all messages of the named mailbox as read.</param>
/// <param name="empty">Expunges all messages of the named mailbox.</param>
/// <param name="say">Shows a sentence.</param>
public sealed class MailboxActions(
    IDialogService dialogs,
    MailboxCommands commands,
    Func<MailboxTree> tree,
    IStringLocalizer<Resources.Mail> texts,
    Func<string, Task> markAllRead,
    Func<string, Task> empty,
    Action<MailboxNotice> say)
{
    private static readonly DialogOptions Options = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    /// <summary>Asks for a new mailbox below another one; null: at the top.</summary>
    public Task CreateAsync(string? parent) => ShowAsync<CreateMailboxDialog>(new()
    {
        [nameof(CreateMailboxDialog.Tree)] = tree(),
        [nameof(CreateMailboxDialog.Parent)] = parent,
        [nameof(CreateMailboxDialog.Create)] = (string? above, string name) =>
            RunAsync(commands.CreateAsync(above, name, CancellationToken.None), "Done_CreateBox", name),
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
        MailboxAction.MarkAllRead => markAllRead(mailbox.Name),
        MailboxAction.Empty => EmptyAsync(mailbox),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private Task RenameAsync(Mailbox mailbox) => ShowAsync<RenameMailboxDialog>(new()
    {
        [nameof(RenameMailboxDialog.Tree)] = tree(),
        [nameof(RenameMailboxDialog.Mailbox)] = mailbox,
        [nameof(RenameMailboxDialog.Rename)] = (string? above, string name) => PlaceAsync(mailbox, above, name, "Done_RenameBox", name),
    });

    private Task MoveAsync(Mailbox mailbox) => ShowAsync<MoveMailboxDialog>(new()
    {
        [nameof(MoveMailboxDialog.Tree)] = tree(),
        [nameof(MoveMailboxDialog.Mailbox)] = mailbox,
        [nameof(MoveMailboxDialog.Move)] = (string? above, string name) => PlaceAsync(mailbox, above, name, "Done_MoveBox", mailbox.DisplayName),
    });

    private async Task DeleteAsync(Mailbox mailbox)
    {
        var trash = tree().Find(SpecialUse.Trash);
        var isEmpty = mailbox is { Total: 0, Children.IsEmpty: true };
        var goesToTrash = !isEmpty && trash is { CanHaveChildren: true } && mailbox.Kind == MailboxKind.Personal
            && trash.SelfAndDescendants().All(below => below.Name != mailbox.Name);

        Task<string?> Delete() => goesToTrash
            ? PlaceAsync(mailbox, trash!.Name, FreeName(mailbox.DisplayName, tree().Find(trash.Name)?.Children ?? []), "Done_DeleteBox", mailbox.DisplayName)
            : RunAsync(commands.DeleteAsync(mailbox, CancellationToken.None), "Done_DeleteBox", mailbox.DisplayName);

        // Nothing in it: nothing to ask.
        if (isEmpty)
        {
            if (await Delete() is { } fault) say(new MailboxNotice(fault, IsError: true));
            return;
        }

        await ShowAsync<DeleteMailboxDialog>(new()
        {
            [nameof(DeleteMailboxDialog.Mailbox)] = mailbox,
            [nameof(DeleteMailboxDialog.GoesToTrash)] = goesToTrash,
            [nameof(DeleteMailboxDialog.Delete)] = (Func<Task<string?>>)Delete,
        });
    }

    private async Task SubscribeAsync(Mailbox mailbox, bool subscribed)
    {
        var fault = await RunAsync(
            commands.SubscribeAsync(mailbox.Name, subscribed, CancellationToken.None),
            subscribed ? "Done_Subscribe" : "Done_Unsubscribe",
            mailbox.DisplayName,
            () => RunAsync(commands.SubscribeAsync(mailbox.Name, !subscribed, CancellationToken.None), null, ""));
        if (fault is not null) say(new MailboxNotice(fault, IsError: true));
    }

    private Task EmptyAsync(Mailbox mailbox) => ShowAsync<EmptyMailboxDialog>(new()
    {
        [nameof(EmptyMailboxDialog.Mailbox)] = mailbox,
        [nameof(EmptyMailboxDialog.Empty)] = async () =>
        {
            await empty(mailbox.Name);
            return (string?)null;
        },
    });

    private Task<string?> PlaceAsync(Mailbox mailbox, string? above, string name, string done, string shown) => RunAsync(
        commands.RenameAsync(mailbox.Name, above, name, CancellationToken.None),
        done,
        shown,
        () => MoveBackAsync(mailbox, above, name));

    private async Task<string?> MoveBackAsync(Mailbox mailbox, string? above, string name)
    {
        // Found by its place, because the server chose its full name.
        var siblings = above is null ? tree().Roots : tree().Find(above)?.Children ?? [];
        return siblings.FirstOrDefault(s => s.DisplayName == name) is { } moved
            ? await RunAsync(commands.RenameAsync(moved.Name, mailbox.ParentName, mailbox.DisplayName, CancellationToken.None), null, "")
            : texts["BoxRefused_MailboxGone"];
    }

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

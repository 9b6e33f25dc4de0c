using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mirror;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Storage;
using Webmail.Web.Hosting.SignIn;
using Webmail.Web.UI.Filters.Editing;
using Webmail.Web.UI.Filters.List;
using Webmail.Web.UI.Filters.Sentences;
using Webmail.Web.UI.Shell.Dialogs;

namespace Webmail.Web.UI.Filters;

/// <summary>The page of rules: which one is open and how far it is edited. What is on the server is <see cref="FilterDesk"/>'s.</summary>
public sealed partial class FilterApp : IAsyncDisposable
{
    private readonly List<IDisposable> subscriptions = [];
    private AccountSession? session;
    private PersonSettings? settings;
    private FilterDesk? desk;
    private SentenceWords? words;
    private ElementReference root;
    private RuleEditor? editor;
    private IJSObjectReference? module;
    private DotNetObjectReference<FilterApp>? self;
    private int? selected, toFocus;
    private FilterRule? edited;
    private ImmutableArray<RuleProblem> problems = [];
    private bool isLive, isDirty, areVersionsShown, isNameWanted;

    [Inject]
    private SignedInAccount Account { get; set; } = null!;

    [Inject]
    private SettingsStore Store { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    private ImmutableArray<FilterEntry> Entries => desk?.Shown?.Entries ?? [];

    private bool HasPane => edited is not null || areVersionsShown || selected is not null || desk?.Outcome is Webmail.Engine.Sieve.ScriptSaving.Conflict;

    private string? Refusal => desk!.Refused.GetValueOrDefault(selected ?? Entries.Length);

    private TimeZoneInfo Zone => settings?.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Local;

    /// <summary>Opens the editor with a rule that is in no script yet. What is being edited is left only if the person says so.</summary>
    internal async Task ProposeAsync(FilterRule rule)
    {
        if (!await MayLeaveAsync()) return;
        Close();
        (edited, isNameWanted) = (rule, true);
    }

    /// <summary>A rule was dragged, or moved by a key.</summary>
    [JSInvokable]
    public async Task MoveRule(int from, int to)
    {
        if ((uint)from >= Entries.Length || (uint)to >= Entries.Length || from == to || !RuleItem.IsMovable(Entries[from])) return;
        await MoveAsync(from, to);
        StateHasChanged();
    }

    /// <summary>Somebody looks at the page again: another program may have changed the rules.</summary>
    [JSInvokable]
    public async Task Refresh()
    {
        // What was read comes by Seen.
        if (!isDirty && desk is { Saving: 0 }) await desk.LookAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (session is not null) session.Scripts.Seen -= OnSeen;
        foreach (var subscription in subscriptions) subscription.Dispose();
        if (desk is not null) desk.Changed -= StateHasChanged;
        self?.Dispose();
        if (module is null) return;
        try
        {
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and the module with it.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var found = await Account.FindAsync();
        if (found is null)
        {
            Navigation.NavigateTo(SignInPrompt.SignInAddress, forceLoad: true);
            return;
        }

        desk = new FilterDesk(found.Scripts);
        settings = await Store.GetAsync(found.Account.Id, CancellationToken.None);
        // What was seen last shows at once, and is looked at again when the page lives.
        if (found.Scripts.LastSeen is { } known) desk.Begin(known);
        await Task.WhenAll(desk.Stored is null ? desk.ReadAsync(CancellationToken.None) : Task.CompletedTask, ReadyAsync(found));
        desk.Changed += StateHasChanged;
        words = new SentenceWords(Texts, MailTexts, found.Mailboxes);
        subscriptions.Add(Store.Subscribe(found.Account.Id, () => _ = InvokeAsync(SettingsAsync)));
        subscriptions.Add(found.Changes.Subscribe(change =>
        {
            if (change is MailChange.MailboxesChanged or MailChange.SyncStatusChanged) _ = InvokeAsync(Look);
        }));
        subscriptions.Add(found.Scripts.Hold());
        if (RendererInfo.IsInteractive) found.Scripts.Seen += OnSeen;
        session = found;
    }

    // From whatever thread has read or saved it.
    private void OnSeen(Webmail.Engine.Sieve.StoredScript script) => _ = InvokeAsync(() => See(script));

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Not the first time where a server was waited for: then nothing was drawn yet.
        if (!isLive && session is not null)
        {
            isLive = true;
            await LiveAsync();
        }

        if (isNameWanted && editor is not null)
        {
            isNameWanted = false;
            await editor.FocusAsync();
        }

        if (toFocus is { } index && module is not null)
        {
            toFocus = null;
            await module.InvokeVoidAsync("focusRule", root, index);
        }
    }

    private async Task LiveAsync()
    {
        try
        {
            self = DotNetObjectReference.Create(this);
            module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/filters.js");
            await module.InvokeVoidAsync("connect", root, self);
            await using (var ready = await JS.InvokeAsync<IJSObjectReference>("import", "./js/ready.js"))
                await ready.InvokeVoidAsync("ready");
            await LikeAsync();
            await Refresh();
            // Beside the page, which stays quick meanwhile.
            await Task.Run(() => session!.Scripts.PrepareAsync(CancellationToken.None));
        }
        catch (JSDisconnectedException)
        {
            // The tab was left before it lived.
        }
    }

    private static async Task ReadyAsync(AccountSession account)
    {
        try
        {
            await account.ReadyAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is MailServerUnavailableException or ConnectionLostException or ServerRefusedException or SignInException)
        {
            // Mailboxes are then called by their names, and come when the server is back.
        }
    }

    private async Task SettingsAsync()
    {
        settings = await Store.GetAsync(session!.Account.Id, CancellationToken.None);
        StateHasChanged();
    }

    private void Look()
    {
        words = new SentenceWords(Texts, MailTexts, session!.Mailboxes);
        StateHasChanged();
    }

    private async Task ThemeAsync(ThemeChoice theme) => settings = await Store.ChangeAsync(session!.Account.Id, s => s with { Theme = theme }, CancellationToken.None);

    private Task ReadAsync() => desk!.ReadAsync(CancellationToken.None);

    private async Task<string?> NewMailboxAsync()
    {
        string? made = null;
        await (await Dialogs.ShowAsync<CreateMailboxDialog>(
            null,
            new DialogParameters
            {
                [nameof(CreateMailboxDialog.Tree)] = session!.Mailboxes,
                [nameof(CreateMailboxDialog.Create)] = async (string? above, string name) =>
                {
                    if (await session.MailboxCommands.CreateAsync(above, name, CancellationToken.None) is { } refused)
                        return MailTexts[$"BoxRefused_{refused.Reason}", refused.ServerText].Value;
                    // Found by its place, because the server chose its full name.
                    var siblings = above is null ? session.Mailboxes.Roots : session.Mailboxes.Find(above)?.Children ?? [];
                    made = siblings.FirstOrDefault(box => box.DisplayName == name)?.Name;
                    return null;
                },
            },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true })).Result;
        return made;
    }
}

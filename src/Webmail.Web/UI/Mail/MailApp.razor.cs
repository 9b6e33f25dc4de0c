using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using Webmail.Engine.Mirror;
using Webmail.Engine.Storage;
using Webmail.Web.Hosting.Configuration;
using Webmail.Web.Hosting.SignIn;
using Webmail.Web.UI.Away;
using Webmail.Web.UI.Shell.Dialogs;

namespace Webmail.Web.UI.Mail;

/// <summary>Makes the tab's view and joins it to the page's module. One for each circuit, and one for the first HTML.</summary>
public sealed partial class MailApp : IAsyncDisposable
{
    private static readonly (string Action, string Icon)[] HoverActions =
        [("archive", "archive"), ("delete", "delete"), ("mark-unread", "mark_email_unread"), ("flag", "flag")];

    private readonly MailDialogs _dialogs = new();
    private MailView? _view;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DotNetObjectReference<MailBridge>? _bridge;
    private IJSObjectReference? _module;
    private IDisposable? _settings;
    private ReSignInDialog? _renew;
    private bool _isDisposed;

    /// <summary>What the address asked for.</summary>
    [Parameter, EditorRequired]
    public string Address { get; set; } = "";

    /// <summary>The browser's time zone as it told last time; null on the first visit.</summary>
    [Parameter]
    public string? Zone { get; set; }

    [Inject]
    private SignedInAccount Account { get; set; } = null!;

    [Inject]
    private SignInPrompt Prompt { get; set; } = null!;

    [Inject]
    private BrandOptions Brand { get; set; } = null!;

    [Inject]
    private SettingsStore Settings { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Resources.Mail> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Resources.Away> Away { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Resources.Filters> Filters { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await Account.FindAsync() is not { } session)
        {
            Navigation.NavigateTo(SignInPrompt.SignInAddress, forceLoad: true);
            return;
        }

        Prompt.Changed += OnPrompt;
        await Prompt.StartAsync();
        var settings = await Settings.GetAsync(session.Account.Id, CancellationToken.None);
        if ((settings.TimeZone ?? Zone) is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) _zone = found;
        _settings = Settings.Subscribe(session.Account.Id, () => _ = InvokeAsync(UseSettingsAsync));
        var view = new MailView(session, settings, Text, Time);
        var cut = Address.IndexOf('?', StringComparison.Ordinal);
        await view.GoAsync(MailAddress.Parse("/" + (cut < 0 ? Address : Address[..cut]), cut < 0 ? "" : Address[cut..]));
        _view = view;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_bridge is not null || _view is not { } view) return;
        _bridge = DotNetObjectReference.Create(new MailBridge(view, _dialogs, new SmallRules(view, new AwayTexts(Away, Filters), Text), NavigateAsync, SetZone));
        try
        {
            _module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/mail.js");
            if (!_isDisposed) await _module.InvokeVoidAsync("start", _bridge, Options(view));
        }
        catch (Exception e) when (_isDisposed && e is JSDisconnectedException or OperationCanceledException)
        {
            // The tab was left before its module had come.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _settings?.Dispose();
        Prompt.Changed -= OnPrompt;
        _view?.Dispose();
        _bridge?.Dispose();
        try
        {
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The tab is gone, and its module with it.
        }
    }

    private object Options(MailView view) => new
    {
        open = view.OpenUid,
        zone = _zone.Id,
        singleKeys = view.Settings.SingleKeyShortcuts,
        afterRemoval = view.Settings.AfterRemoval.ToString().ToLowerInvariant(),
    };

    private async Task NavigateAsync(MailAddress address, int rows)
    {
        if (_view is { } view) await view.GoAsync(address, rows);
    }

    private async Task QueryAsync(ListingQuery query)
    {
        if (_view is not { } view) return;
        var address = new MailAddress(view.Mailbox, null, query);
        if (_module is not null) await _module.InvokeVoidAsync("pushAddress", address.ToString());
        await view.GoAsync(address);
    }

    private async Task KeepWidthAsync(int width) => await Settings.ChangeAsync(_view!.Session.Account.Id, s => s with { ListWidth = width }, CancellationToken.None);

    private async Task UseSettingsAsync()
    {
        if (_view is not { } view) return;
        view.Use(await Settings.GetAsync(view.Session.Account.Id, CancellationToken.None));
        if (_module is not null) await _module.InvokeVoidAsync("configure", Options(view));
    }

    private void SetZone(TimeZoneInfo zone)
    {
        if (_view?.Settings.TimeZone is not null || _zone.Id == zone.Id) return;
        _zone = zone;
        StateHasChanged();
    }

    private void OnPrompt() => _ = InvokeAsync(async () =>
    {
        if (Prompt.IsOver) await SignInPrompt.LeaveAsync(JS);
        else if (Prompt.IsNeeded && _renew is not null) await _renew.OpenAsync();
    });
}

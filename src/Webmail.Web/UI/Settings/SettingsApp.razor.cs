using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.UI.Settings;

/// <summary>Reads and keeps the settings of the person whose page it is.</summary>
public sealed partial class SettingsApp : IDisposable
{
    private static readonly (string Name, string Icon)[] Sections =
        [("appearance", "palette"), ("general", "tune"), ("reading", "mail"), ("writing", "edit"), ("identities", "person"), ("templates", "article"), ("recipients", "group"),
            ("folders", "folder"), ("vacation", "beach_access"), ("forwarding", "forward_to_inbox")];

    // Reached from the filters.
    private const string Source = "script";

    private static readonly string[] NeedFilters = ["vacation", "forwarding"];

    private AccountSession? session;
    private PersonSettings? settings, before;
    private IDisposable? subscription;

    /// <summary>The section that the address names.</summary>
    [Parameter]
    public string Section { get; set; } = "";

    /// <summary>The browser's time zone as it told last time; null on the first visit.</summary>
    [Parameter]
    public string? BrowserZone { get; set; }

    [Inject]
    private SignedInAccount Account { get; set; } = null!;

    [Inject]
    private SettingsStore Store { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    private string current => session is { Scripts.IsConfigured: true } && Section == Source ? Source : session is not null && SectionsOf(session).Any(s => s.Name == Section) ? Section : Sections[0].Name;

    private TimeZoneInfo Zone => (settings?.TimeZone ?? BrowserZone) is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Local;

    /// <summary>The sections that an account has, by the name in their address, with their icons.</summary>
    internal static IEnumerable<(string Name, string Icon)> SectionsOf(AccountSession session) =>
        Sections.Where(section => session.Scripts.IsConfigured || !NeedFilters.Contains(section.Name));

    /// <inheritdoc/>
    public void Dispose() => subscription?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        session = await Account.FindAsync();
        if (session is null)
        {
            Navigation.NavigateTo(SignInPrompt.SignInAddress, forceLoad: true);
            return;
        }

        settings = await Store.GetAsync(session.Account.Id, CancellationToken.None);
        // The same person may change them in another tab.
        subscription = Store.Subscribe(session.Account.Id, () => _ = InvokeAsync(ReadAsync));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await using var module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/ready.js");
        await module.InvokeVoidAsync("ready");
    }

    private async Task ReadAsync()
    {
        settings = await Store.GetAsync(session!.Account.Id, CancellationToken.None);
        StateHasChanged();
    }

    private async Task ChangeAsync(Func<PersonSettings, PersonSettings> change)
    {
        var old = settings;
        settings = await Store.ChangeAsync(session!.Account.Id, change, CancellationToken.None);
        before = old;
    }

    private async Task UndoAsync()
    {
        if (before is not { } old) return;
        before = null;
        var isOtherLanguage = settings?.Language != old.Language;
        settings = await Store.ChangeAsync(session!.Account.Id, _ => old, CancellationToken.None);
        if (isOtherLanguage) Reload();
    }

    private async Task ChangeLanguageAsync(string? language)
    {
        await ChangeAsync(s => s with { Language = language });
        Reload();
    }

    // The language and the looks of the first byte come with the page.
    private void Reload() => Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
}

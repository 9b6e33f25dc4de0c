using Microsoft.AspNetCore.Components;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;

namespace Webmail.Web.UI.Settings;

/// <summary>Shows, orders and keeps the addresses of a person.</summary>
public sealed partial class IdentityList
{
    private ElementReference list;
    private int? edited;
    private bool isLeaving;

    /// <summary>What is chosen now.</summary>
    [Parameter, EditorRequired]
    public PersonSettings Values { get; set; } = null!;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public AccountSession Session { get; set; } = null!;

    /// <summary>Keeps a change.</summary>
    [Parameter]
    public EventCallback<Func<PersonSettings, PersonSettings>> OnChange { get; set; }

    private IdentityRules Rules => new(Session.Account, Limits.AnyAddress);

    // Somebody who has set up nothing writes from the account's own address, which can be given a name and a signature like any other.
    private List<IdentitySettings> All => Values.Identities.Where(Rules.Allows).ToList() is { Count: > 0 } allowed ? allowed : [Own];

    private IdentitySettings Own => new() { Address = Rules.OwnAddress };

    private IdentitySettings Blank => new() { Address = Limits.AnyAddress ? "" : Rules.OwnAddress };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await Session.ReadyAsync(CancellationToken.None);
        }
        catch (Webmail.Engine.Imap.MailServerUnavailableException)
        {
            // The choice of the Sent mailbox then offers what is set already.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isLeaving) return;
        isLeaving = false;
        await list.FocusAsync();
    }

    private List<IdentitySettings> Others(int at) => [.. All.Where((_, i) => i != at)];

    private async Task KeepAsync(int at, IdentitySettings saved)
    {
        List<IdentitySettings> all = [.. All];
        if (at < all.Count)
            all[at] = saved;
        else
            all.Add(saved);
        await ChangeAsync(all);
    }

    private Task FirstAsync(int at) => ChangeAsync([All[at], .. Others(at)]);

    private Task RemoveAsync(int at) => ChangeAsync(Others(at));

    private async Task ChangeAsync(List<IdentitySettings> all)
    {
        Leave();
        await OnChange.InvokeAsync(settings => settings with { Identities = all });
    }

    private void Leave() => (edited, isLeaving) = (null, true);
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Webmail.Engine.Contacts;

namespace Webmail.Web.UI.Settings;

/// <summary>The remembered recipients of the person whose page it is.</summary>
public sealed partial class RecipientSettings
{
    // More than anybody looks through; who looks for somebody types.
    private const int ShownAtMost = 200;

    private ImmutableArray<Contact> shown = [];
    private ImmutableArray<Contact> forgotten = [];
    private string typed = "";
    private int total;
    private bool isUnreadable;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public string AccountId { get; set; } = "";

    [Inject]
    private Correspondents Correspondents { get; set; } = null!;

    private string Summary => shown.Length switch
    {
        0 => Texts["RecipientsNotFound"],
        ShownAtMost when typed.Length == 0 && total > ShownAtMost => Texts["RecipientsSome", ShownAtMost, total],
        1 => Texts["Recipients_One"],
        _ => Texts["Recipients_Many", shown.Length],
    };

    private string? Said => forgotten.Length switch
    {
        0 => null,
        1 => Texts["Forgotten_One"].Value,
        _ => Texts["Forgotten_Many", forgotten.Length].Value,
    };

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        try
        {
            var all = await Correspondents.ListAsync(AccountId, CancellationToken.None);
            (total, isUnreadable) = (all.Length, false);
            shown = typed.Length == 0 ? [.. all.Take(ShownAtMost)] : await Correspondents.FindAsync(AccountId, typed, ShownAtMost, CancellationToken.None);
        }
        catch (CryptographicException)
        {
            // The host has other keys than when they were remembered.
            (total, shown, isUnreadable) = (0, [], true);
        }
    }

    private async Task SearchAsync(ChangeEventArgs e)
    {
        typed = (e.Value as string ?? "").Trim();
        shown = await Correspondents.FindAsync(AccountId, typed, ShownAtMost, CancellationToken.None);
    }

    private async Task RemoveAsync(Contact contact)
    {
        if (await Correspondents.RemoveAsync(AccountId, contact.Id, CancellationToken.None))
            forgotten = [contact];
        await ReadAsync();
    }

    private async Task RemoveAllAsync()
    {
        var all = isUnreadable ? [] : await Correspondents.ListAsync(AccountId, CancellationToken.None);
        await Correspondents.RemoveAllAsync(AccountId, CancellationToken.None);
        (forgotten, typed) = (all, "");
        await ReadAsync();
    }

    private async Task RestoreAsync()
    {
        var back = forgotten;
        forgotten = [];
        await Correspondents.RestoreAsync(AccountId, back, CancellationToken.None);
        await ReadAsync();
    }
}

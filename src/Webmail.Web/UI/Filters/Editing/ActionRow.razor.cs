using Microsoft.AspNetCore.Components;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.Sentences;

namespace Webmail.Web.UI.Filters.Editing;

/// <summary>The fields of one action.</summary>
public sealed partial class ActionRow
{
    // Servers limit a whole script, usually to a megabyte; nobody reads more than this.
    private const int MaxText = 10_000;

    /// <summary>Its id in the page; see <see cref="RowId"/>.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Its place in the rule, counted from 1.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    /// <summary>The action; not <see cref="FilterAction.Stop"/>.</summary>
    [Parameter, EditorRequired]
    public FilterAction Action { get; set; } = null!;

    /// <summary>What the server can do: nothing else is offered.</summary>
    [Parameter, EditorRequired]
    public SieveFeatures Features { get; set; } = null!;

    /// <summary>Where mail can be filed.</summary>
    [Parameter, EditorRequired]
    public MailboxTree Tree { get; set; } = MailboxTree.Empty;

    /// <summary>Asks for a new mailbox and makes it; see <see cref="MailboxField.OnNew"/>.</summary>
    [Parameter, EditorRequired]
    public Func<Task<string?>> OnNewMailbox { get; set; } = null!;

    /// <summary>It was changed.</summary>
    [Parameter]
    public EventCallback<FilterAction> OnChange { get; set; }

    /// <summary>It goes.</summary>
    [Parameter]
    public EventCallback OnRemove { get; set; }

    private ActionKind Kind => ActionKinds.Of(Action, name => Tree.Find(name)?.SpecialUse ?? SpecialUse.None);

    private Mailbox? Trash => Tree.Find(SpecialUse.Trash);

    // What a rule has stays to be chosen, also where the server has lost it.
    private IEnumerable<ActionKind> Kinds => Enum.GetValues<ActionKind>().Where(kind => kind == Kind || ActionKinds.IsOffered(kind, Features, Trash is not null));

    private string? Warning => Action switch
    {
        FilterAction.Discard => Texts["DiscardWarning"],
        FilterAction.Redirect { Copy: var copy } => string.Join(' ', new[]
        {
            Texts["RedirectWarning"].Value,
            copy ? "" : Texts["RedirectGone"].Value,
            Features.MaxRedirects is { } most and > 0 ? Texts[most == 1 ? "RedirectLimit_One" : "RedirectLimit_Many", most].Value : "",
        }.Where(sentence => sentence.Length > 0)),
        _ => null,
    };

    private static string Typed(ChangeEventArgs e) => e.Value as string ?? "";

    private Task BecomeAsync(ChangeEventArgs e) =>
        Enum.TryParse<ActionKind>(Typed(e), out var kind) && kind != Kind ? OnChange.InvokeAsync(ActionKinds.Become(kind, Action, Features, Trash)) : Task.CompletedTask;

    // RFC 8579: by its use, so that the rule goes on when the mailbox is called otherwise.
    private Task FileIntoAsync(string mailbox) => OnChange.InvokeAsync((FilterAction.FileInto)Action with
    {
        Mailbox = mailbox,
        Create = false,
        SpecialUse = Features.Has("special-use") && Tree.Find(mailbox) is { } box ? SpecialUseWords.Attribute(box.SpecialUse) : null,
    });
}

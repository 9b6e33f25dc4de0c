using Microsoft.AspNetCore.Components;
using Webmail.Engine.Accounts;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Storage;
using Webmail.Engine.Sync;

namespace Webmail.Web.UI.Shell;

/// <summary>The column of mailboxes. Shows what it is given and says what was asked for; visits are plain links.</summary>
public sealed partial class Rail
{
    private MailboxMenu? menu;

    /// <summary>All mailboxes with their counts.</summary>
    [Parameter, EditorRequired]
    public MailboxTree Tree { get; set; } = MailboxTree.Empty;

    /// <summary>IMAP name of the open mailbox.</summary>
    [Parameter]
    public string? Active { get; set; }

    /// <summary>IMAP names of the unfolded mailboxes.</summary>
    [Parameter]
    public IReadOnlySet<string> Expanded { get; set; } = new HashSet<string>();

    /// <summary>Null if the server does not say.</summary>
    [Parameter]
    public QuotaUsage? Quota { get; set; }

    /// <summary>How the view is kept up to date.</summary>
    [Parameter, EditorRequired]
    public SyncStatus Status { get; set; } = null!;

    /// <summary>The person's time zone.</summary>
    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Local;

    /// <summary>The last changes, newest first.</summary>
    [Parameter]
    public IReadOnlyList<RecentChange> Recent { get; set; } = [];

    /// <summary>Who is signed in; the address where no name is known.</summary>
    [Parameter, EditorRequired]
    public string PersonName { get; set; } = "";

    /// <summary>The address, if it is not the name already.</summary>
    [Parameter]
    public string? PersonAddress { get; set; }

    /// <summary>The chosen colours.</summary>
    [Parameter]
    public ThemeChoice Theme { get; set; }

    /// <summary>Other colours were chosen; the page has them already.</summary>
    [Parameter]
    public EventCallback<ThemeChoice> OnTheme { get; set; }

    /// <summary>The rail was made a column of icons (true) or wide again; the page has done it already.</summary>
    [Parameter]
    public EventCallback<bool> OnCollapse { get; set; }

    /// <summary>A mailbox shall be folded or unfolded.</summary>
    [Parameter]
    public EventCallback<Mailbox> OnFold { get; set; }

    /// <summary>A new mailbox at the top of the person's own tree.</summary>
    [Parameter]
    public EventCallback OnCreate { get; set; }

    /// <summary>Something of a mailbox's menu.</summary>
    [Parameter]
    public EventCallback<(Mailbox Mailbox, MailboxAction Action)> OnAction { get; set; }

    private List<Mailbox> Own => [.. Tree.Roots.Where(IsOwn)];

    private List<Mailbox> Shared => [.. Tree.Roots.Where(box => box.Kind != MailboxKind.Personal)];

    private static bool IsOwn(Mailbox box) => box.Kind == MailboxKind.Personal && !MailboxNames.IsPrimary(box);

    private Task OpenMenuAsync(MailboxMenuRequest request) => menu!.OpenAsync(request);
}

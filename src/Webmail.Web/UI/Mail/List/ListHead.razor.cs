using Microsoft.AspNetCore.Components;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Mail.List;

/// <summary>Search box, title with quick filters, and the selection bar in its place.</summary>
public sealed partial class ListHead
{
    private string _typed = "";
    private string? _shown;

    /// <summary>The menu of density, layout and order.</summary>
    [Parameter]
    public RenderFragment? ViewMenu { get; set; }

    /// <summary>Asks for another list; the page changes its address.</summary>
    [Parameter]
    public EventCallback<ListingQuery> OnQuery { get; set; }

    /// <inheritdoc/>
    protected override MailRegions Regions => MailRegions.Head;

    private int Count => View.Listing?.Count ?? 0;

    private string Title => View.Current is { } mailbox ? MailboxNames.Of(mailbox, Text) : View.Mailbox;

    private IEnumerable<(string Action, string Icon)> Verbs
    {
        get
        {
            var isJunk = View.Current?.SpecialUse == SpecialUse.Junk;
            if (View.Current?.SpecialUse is not (SpecialUse.Archive or SpecialUse.Trash or SpecialUse.Junk)) yield return ("archive", "archive");
            yield return ("delete", "delete");
            yield return ("move", "drive_file_move");
            yield return ("mark-read", "mark_email_read");
            if (isJunk) yield return ("not-junk", "inbox");
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        // The box follows the address, but never overwrites what is being typed.
        if (_shown != View.Query.Text) _typed = _shown = View.Query.Text;
        return true;
    }

    private Task SearchAsync() => GoAsync(View.Query with { Text = _typed.Trim() });

    private Task GoAsync(ListingQuery query) => OnQuery.InvokeAsync(query);
}

using Microsoft.AspNetCore.Components;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;

namespace Webmail.Web.UI.Mail.List;

/// <summary>One row of the message list; drawn anew only when what it shows is another.</summary>
public sealed partial class MessageRowView
{
    private (MessageRow?, int, int, bool, bool, RemoteChange?, DateGroup?) _drawn;

    /// <summary>The message, pending operations folded in.</summary>
    [Parameter, EditorRequired]
    public MessageRow Row { get; set; } = null!;

    /// <summary>Position in the list, 0 at the top.</summary>
    [Parameter]
    public int Index { get; set; }

    /// <summary>How many rows the list has.</summary>
    [Parameter]
    public int Total { get; set; }

    /// <summary>Address of the message.</summary>
    [Parameter]
    public string Href { get; set; } = "";

    /// <summary>True if the reader shows it.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    /// <summary>True if it is selected.</summary>
    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>True in Sent and Drafts: recipients stand in place of the sender.</summary>
    [Parameter]
    public bool ShowRecipients { get; set; }

    /// <summary>What another device did a moment ago.</summary>
    [Parameter]
    public RemoteChange? Remote { get; set; }

    /// <summary>Forms dates.</summary>
    [Parameter, EditorRequired]
    public DateGroup Dates { get; set; } = null!;

    private Correspondent Who => ShowRecipients ? Row.To.FirstOrDefault() : Row.From.FirstOrDefault();

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = (Row, Index, Total, IsOpen, IsSelected, Remote, Dates);
        if (_drawn == now) return false;
        _drawn = now;
        return true;
    }

    private string Names()
    {
        var people = ShowRecipients ? Row.To : Row.From;
        return people.Length switch
        {
            0 => Text[ShowRecipients ? "NoRecipient" : "NoSender"],
            1 => people[0].Display,
            _ => string.Join(", ", people.Take(3).Select(p => p.Display)),
        };
    }

    private string Label()
    {
        var parts = new List<string>();
        if (Row.IsUnread) parts.Add(Text["Unread"]);
        if (Row.IsFlagged) parts.Add(Text["Flagged"]);
        parts.Add(Names());
        parts.Add(Row.Subject.Length > 0 ? Row.Subject : Text["NoSubject"]);
        parts.Add(Dates.ShortOf(Row.Date));
        if (Row.Attachments.Length > 0) parts.Add(Row.Attachments.Length == 1 ? Text["Attachments_One"] : Text["Attachments_Many", Row.Attachments.Length]);
        return string.Join(", ", parts);
    }
}

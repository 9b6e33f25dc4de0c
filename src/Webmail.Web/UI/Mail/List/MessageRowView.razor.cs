using System.Globalization;
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

    /// <summary>True for what is gone already: nothing can be done with it.</summary>
    [Parameter]
    public bool IsLeaving { get; set; }

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

    private MarkupString Inside()
    {
        var html = new RowMarkup()
            .Literal(Row.FromOrganisation ? "<span class=\"av av-sq\" style=\"--h:" : "<span class=\"av\" style=\"--h:").Number(Avatar.Hue(Who))
            .Literal("\" aria-hidden=\"true\" data-pick><span class=\"ini\">").Text(Avatar.Initials(Who)).Literal("</span>").Icon("check", "tk")
            .Literal("</span><span class=\"from\" data-testid=\"row-from\"><span class=\"trunc\" dir=\"auto\">").Text(Names())
            .Literal("</span></span><span class=\"meta\">");
        if (Row.Attachments.Length > 0) html.Icon("attach_file", "clip-c");
        if (Row.IsAnswered) html.Icon("reply");
        if (Row.IsForwarded) html.Icon("forward");
        html.Literal("<span class=\"flag\">").Icon("flag-fill").Literal("</span><time data-testid=\"row-date\" datetime=\"")
            .Text(Row.Date.ToString("O", CultureInfo.InvariantCulture)).Literal("\" title=\"").Text(Dates.FullOf(Row.Date)).Literal("\">").Text(Dates.ShortOf(Row.Date))
            .Literal("</time></span><span class=\"subj\" data-testid=\"row-subject\"><span class=\"trunc\" dir=\"auto\">").Text(Subject)
            .Literal("</span></span><span class=\"prev\">");
        if (Remote is { } remote)
            html.Literal("<span class=\"remote\">").Icon("devices").Text(Text["Remote_" + remote.Kind]).Literal(" · ").Text(Dates.ShortOf(remote.At)).Literal("</span>");
        else
            WriteFilesAndPreview(html);
        return html.Literal("</span>").Build();
    }

    private void WriteFilesAndPreview(RowMarkup html)
    {
        if (Row.Attachments is [var first, ..])
        {
            html.Literal("<span class=\"att\">").Icon(AttachmentIcon.Of(first)).Literal("<span class=\"trunc\">").Text(first.Length > 0 ? first : Text["Attachment"]).Literal("</span></span>");
            if (Row.Attachments.Length > 1) html.Literal("<span class=\"att n\">+").Number(Row.Attachments.Length - 1).Literal("</span>");
        }

        html.Literal("<span class=\"trunc\" dir=\"auto\">").Text(Row.Preview ?? "").Literal("</span>");
    }

    private string Subject => Row.Subject.Length > 0 ? Row.Subject : Text["NoSubject"];

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
        parts.Add(Subject);
        parts.Add(Dates.ShortOf(Row.Date));
        if (Row.Attachments.Length > 0) parts.Add(Row.Attachments.Length == 1 ? Text["Attachments_One"] : Text["Attachments_Many", Row.Attachments.Length]);
        return string.Join(", ", parts);
    }
}

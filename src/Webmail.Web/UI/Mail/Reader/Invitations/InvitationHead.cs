using Microsoft.Extensions.Localization;
using Webmail.Engine.Invitations;

namespace Webmail.Web.UI.Mail.Reader.Invitations;

/// <summary>The line above an event: what the calendar wants.</summary>
internal static class InvitationHead
{
    /// <summary>The line.</summary>
    public static string Of(InvitationStanding standing, IStringLocalizer<Resources.Calendars> text)
    {
        var invitation = standing.Invitation;
        if (invitation.Main is not { } main)
            return text["Head_File"];
        var who = main.Attendees.FirstOrDefault()?.Display ?? main.Organizer?.Display ?? "";
        return invitation.Method switch
        {
            CalendarMethod.Reply => text[$"Head_Reply_{main.Attendees.FirstOrDefault()?.Answer ?? Participation.NeedsAction}", who],
            CalendarMethod.Counter => text["Head_Counter", who],
            CalendarMethod.Refresh => text["Head_Refresh", who],
            CalendarMethod.DeclineCounter => text["Head_DeclineCounter"],
            CalendarMethod.Add => text["Head_Add"],
            _ when standing.IsCancelled => text[main.Instance is null ? "Head_Cancel" : "Head_CancelOne"],
            CalendarMethod.Request when standing.IsUpdate => text["Head_Update"],
            CalendarMethod.Request => text[main.Instance is null ? "Head_Request" : "Head_RequestOne"],
            _ => invitation.Events.Length + invitation.MoreEvents == 1 ? text["Head_Event"] : text["Head_Events", invitation.Events.Length + invitation.MoreEvents + invitation.Unreadable],
        };
    }
}

using Webmail.Engine.Invitations;
using Webmail.Engine.Reading;

namespace Webmail.Web.UI.Mail.Reader.Invitations;

/// <summary>What <see cref="InvitationCards"/> shows.</summary>
/// <param name="Key">The message.</param>
/// <param name="Standings">Its invitations, in order.</param>
/// <param name="Dates">Forms dates.</param>
/// <param name="From">The address that the message comes from; empty if there is none.</param>
public sealed record InvitationModel(MessageKey Key, IReadOnlyList<ShownInvitation> Standings, MessageDates Dates, string From);

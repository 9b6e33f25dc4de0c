using Webmail.Engine.Invitations;

namespace Webmail.Web.UI.Mail.Reader.Invitations;

/// <summary>An invitation, and how far the person's answer has got.</summary>
/// <param name="Standing">What it is to the person.</param>
/// <param name="State">How far.</param>
public sealed record ShownInvitation(InvitationStanding Standing, AnswerState State = AnswerState.Sent);

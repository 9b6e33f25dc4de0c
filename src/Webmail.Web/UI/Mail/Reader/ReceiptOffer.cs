using System.Collections.Immutable;
using Webmail.Engine.Mailboxes;

namespace Webmail.Web.UI.Mail.Reader;

/// <summary>A read receipt that a message asks for and that nobody has answered.</summary>
/// <param name="To">Where it would go.</param>
/// <param name="IsAsked">Whether the person is asked; else it is sent when the message is displayed.</param>
public sealed record ReceiptOffer(ImmutableArray<Correspondent> To, bool IsAsked);

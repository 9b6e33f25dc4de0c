using Webmail.Engine.Mailboxes;

namespace Webmail.Web.UI.Shell;

/// <summary>What a message menu is about.</summary>
/// <param name="Uid">The row under the pointer; null for the open message or the selection.</param>
/// <param name="Use">What the mailbox is for.</param>
/// <param name="HasUnread">At least one is unread.</param>
/// <param name="HasRead">At least one is read.</param>
/// <param name="HasFlagged">At least one is flagged.</param>
/// <param name="HasUnflagged">At least one is not flagged.</param>
/// <param name="IsOne">It is one message, so it can be answered.</param>
/// <param name="IsFromList">It came by a mailing list that takes answers.</param>
/// <param name="IsOpen">It is one message and it is open in the reader, so it can be printed and looked into.</param>
/// <param name="HasFilters">It is one message, and rules can be made from it.</param>
public sealed record MessageMenuRequest(uint? Uid, SpecialUse Use, bool HasUnread, bool HasRead, bool HasFlagged, bool HasUnflagged, bool IsOne, bool IsFromList, bool IsOpen,
    bool HasFilters);

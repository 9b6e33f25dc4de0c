using Webmail.Engine.Mirror;

namespace Webmail.Web.UI.Mail;

/// <summary>What the snackbar says. Newest wins.</summary>
/// <param name="Text">One sentence in the person's language.</param>
/// <param name="Pending">The operation that Undo takes back; null if there is nothing to undo.</param>
/// <param name="IsError">A refusal: stays until dismissed or replaced.</param>
/// <param name="TakeBack">Undoes what is no operation on messages, and returns what went wrong, or null.</param>
/// <param name="Total">For a long operation: how many messages; 0 for a short one.</param>
/// <param name="Percent">How much of a single long thing is done; null for all else.</param>
public sealed record Notice(string Text, PendingOperation? Pending = null, bool IsError = false, int Total = 0, Func<Task<string?>>? TakeBack = null, Func<int>? Percent = null)
{
    /// <summary>Tells one notice from the next of the same text; an operation keeps its own while it goes on.</summary>
    public object Key { get; } = Pending ?? new object();

    /// <summary>True if Undo is offered.</summary>
    public bool CanUndo => Pending is not null || TakeBack is not null;
}

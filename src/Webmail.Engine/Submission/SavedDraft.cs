namespace Webmail.Engine.Submission;

/// <summary>A draft as it lies in the mailbox for drafts.</summary>
/// <param name="At">When it was saved.</param>
/// <param name="SavedAs">The copy, for <see cref="Draft.SavedAs"/> of the next save.</param>
public sealed record SavedDraft(DateTimeOffset At, string SavedAs);

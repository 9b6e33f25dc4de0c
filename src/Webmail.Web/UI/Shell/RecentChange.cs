namespace Webmail.Web.UI.Shell;

/// <summary>One line of what happened to the mailbox lately.</summary>
/// <param name="Icon">An icon of the sprite.</param>
/// <param name="Text">What happened, in the person's language.</param>
/// <param name="Origin">Where it came from: here, another device, incoming.</param>
/// <param name="At">When.</param>
public sealed record RecentChange(string Icon, string Text, ChangeOrigin Origin, DateTimeOffset At);

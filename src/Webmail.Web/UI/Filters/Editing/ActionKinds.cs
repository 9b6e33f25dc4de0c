using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.Sentences;
using FlagChange = Webmail.Engine.Sieve.Rules.FlagChange;

namespace Webmail.Web.UI.Filters.Editing;

/// <summary>Actions by kind: which one is it, which does the server offer, and how does a new one begin.</summary>
internal static class ActionKinds
{
    private const string Seen = @"\Seen", Flagged = @"\Flagged";

    /// <summary>The kind of an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="useOf">What a mailbox is for.</param>
    public static ActionKind Of(FilterAction action, Func<string, SpecialUse> useOf) => action switch
    {
        FilterAction.FileInto { Copy: true } => ActionKind.Copy,
        FilterAction.FileInto into => (into.SpecialUse is { } use ? SpecialUseWords.Of(use) : useOf(into.Mailbox)) == SpecialUse.Trash ? ActionKind.Delete : ActionKind.Move,
        FilterAction.ChangeFlags { Change: FlagChange.Add, Flags: [var flag] } when Same(flag, Seen) => ActionKind.MarkRead,
        FilterAction.ChangeFlags { Change: FlagChange.Add, Flags: [var flag] } when Same(flag, Flagged) => ActionKind.Flag,
        FilterAction.ChangeFlags { Change: FlagChange.Add } flags when flags.Flags.All(flag => !flag.StartsWith('\\')) => ActionKind.Label,
        FilterAction.ChangeFlags => ActionKind.Flags,
        FilterAction.Keep => ActionKind.Keep,
        FilterAction.Discard => ActionKind.Discard,
        FilterAction.Redirect redirect => redirect.Copy ? ActionKind.RedirectCopy : ActionKind.Redirect,
        FilterAction.Reject => ActionKind.Reject,
        FilterAction.Stop => ActionKind.Stop,
        FilterAction.Notify => ActionKind.Notify,
        FilterAction.Reply => ActionKind.Reply,
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    /// <summary>Whether the server can do that.</summary>
    public static bool IsOffered(ActionKind kind, SieveFeatures features, bool hasTrash) => kind switch
    {
        ActionKind.Move => features.Has("fileinto"),
        ActionKind.Delete => features.Has("fileinto") && hasTrash,
        ActionKind.Copy => features.Has("fileinto") && features.Has("copy"),
        ActionKind.MarkRead or ActionKind.Flag or ActionKind.Label or ActionKind.Flags => features.Has("imap4flags"),
        ActionKind.RedirectCopy => features.Has("copy") && features.MaxRedirects != 0,
        ActionKind.Redirect => features.MaxRedirects != 0,
        ActionKind.Reply => features.Has("vacation"),
        ActionKind.Reject => features.Has("reject") || features.Has("ereject"),
        ActionKind.Notify => features.Has("enotify") && features.NotifyMethods.Contains(NoticeAddress.Scheme),
        ActionKind.Stop => false,
        _ => true,
    };

    /// <summary>An action of a kind in place of another, with what of the other fits.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="old">The other one; null: a new one.</param>
    /// <param name="features">What the server can do.</param>
    /// <param name="trash">The bin; null: there is none.</param>
    public static FilterAction Become(ActionKind kind, FilterAction? old, SieveFeatures features, Mailbox? trash)
    {
        var into = old as FilterAction.FileInto;
        var address = old is FilterAction.Redirect redirect ? redirect.Address : "";
        return kind switch
        {
            // What goes to the bin was not chosen as a mailbox.
            ActionKind.Move => into is { Copy: true } ? into with { Copy = false } : new FilterAction.FileInto(""),
            ActionKind.Copy => into is not null && into.Mailbox != trash?.Name ? into with { Copy = true } : new FilterAction.FileInto("", Copy: true),
            ActionKind.Delete => new FilterAction.FileInto(trash!.Name, SpecialUse: features.Has("special-use") ? SpecialUseWords.Attribute(SpecialUse.Trash) : null),
            ActionKind.MarkRead => new FilterAction.ChangeFlags(FlagChange.Add, [Seen]),
            ActionKind.Flag => new FilterAction.ChangeFlags(FlagChange.Add, [Flagged]),
            ActionKind.Label => new FilterAction.ChangeFlags(FlagChange.Add, []),
            ActionKind.Flags => new FilterAction.ChangeFlags(FlagChange.Remove, [Seen]),
            ActionKind.Keep => new FilterAction.Keep(),
            ActionKind.Discard => new FilterAction.Discard(),
            ActionKind.Redirect => new FilterAction.Redirect(address, Copy: false),
            ActionKind.RedirectCopy => new FilterAction.Redirect(address, Copy: true),
            // RFC 5429 2.1: so that nobody gets mail for a forged sender.
            ActionKind.Reject => new FilterAction.Reject("", AtProtocol: features.Has("ereject")),
            ActionKind.Stop => new FilterAction.Stop(),
            ActionKind.Notify => new FilterAction.Notify("", null),
            ActionKind.Reply => new FilterAction.Reply(new VacationReply("")),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

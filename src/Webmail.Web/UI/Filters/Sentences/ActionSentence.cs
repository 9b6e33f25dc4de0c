using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.Editing;
using FlagChange = Webmail.Engine.Sieve.Rules.FlagChange;

namespace Webmail.Web.UI.Filters.Sentences;

/// <summary>Says what a rule does, as it stands behind "then".</summary>
internal static class ActionSentence
{
    /// <summary>The action in pieces.</summary>
    public static IReadOnlyList<SentencePart> Of(FilterAction action, string row, SentenceWords words)
    {
        return action switch
        {
            FilterAction.FileInto into => FileInto(into),
            FilterAction.ChangeFlags flags => Flags(flags),
            FilterAction.Keep => words.Fill("Do_Keep", Part(words.Mailbox(SpecialUse.Inbox))),
            FilterAction.Discard => words.Fill("Do_Discard", Part(words["Do_Discard_Word"])),
            FilterAction.Redirect redirect => words.Fill(redirect.Copy ? "Do_RedirectCopy" : "Do_Redirect", Part(words.Plain(Given(redirect.Address)))),
            FilterAction.Reject reject => words.Fill("Do_Reject", Part(words.Values(Given(reject.Reason)))),
            FilterAction.Stop => words.Fill("Do_Stop", Part(words["Do_Stop_Word"])),
            FilterAction.Notify notify => words.Fill("Do_Notify", Part(words.Plain(Given(NoticeAddress.Of(notify.Method))))),
            FilterAction.Reply reply => words.Fill("Do_Reply", Part(words.Values(Given(reply.Vacation.Text)))),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };

        IReadOnlyList<SentencePart> Part(string text) => [new SentencePart(text, row)];

        IReadOnlyList<SentencePart> FileInto(FilterAction.FileInto into)
        {
            var name = into.SpecialUse is { } use && SpecialUseWords.Of(use) is var known and not SpecialUse.None ? words.Mailbox(known)
                : into.Mailbox.Length == 0 ? words["Sentence_Missing"] : words.Mailbox(into.Mailbox);
            var key = ActionKinds.Of(into, words.UseOf) == ActionKind.Delete ? "Do_Delete" : into.Copy ? "Do_Copy" : into.Create ? "Do_MoveMade" : "Do_Move";
            return words.Fill(key, Part(name));
        }

        IReadOnlyList<SentencePart> Flags(FilterAction.ChangeFlags flags) => flags.Change == FlagChange.Set || flags.Flags.IsEmpty
            ? words.Fill(flags.Change switch { FlagChange.Set => "Do_Set", FlagChange.Add => "Do_Label_Add", _ => "Do_Label_Remove" }, Part(words.Values(flags.Flags, "List_And")))
            : words.Join([.. flags.Flags.Select(flag => Flag(flags.Change == FlagChange.Add, flag))], "List_And");

        IReadOnlyList<SentencePart> Flag(bool isAdded, string flag) => (flag.ToUpperInvariant(), isAdded) switch
        {
            (@"\SEEN", _) => words.Fill("Do_Mark", Part(words[isAdded ? "Flag_Seen" : "Flag_Unseen"])),
            (@"\FLAGGED", true) => words.Fill("Do_Flag", Part(words["Do_Flag_Word"])),
            (@"\FLAGGED", false) => words.Fill("Do_Unflag", Part(words["Do_Unflag_Word"])),
            (@"\ANSWERED" or @"\DELETED" or @"\DRAFT", _) =>
                words.Fill(isAdded ? "Do_Mark" : "Do_Unmark", Part(words[$"Flag_{char.ToUpperInvariant(flag[1])}{flag[2..].ToLowerInvariant()}"])),
            _ => words.Fill(isAdded ? "Do_Label_Add" : "Do_Label_Remove", Part(words.Values([flag]))),
        };
    }

    private static string[] Given(string text) => string.IsNullOrWhiteSpace(text) ? [] : [text];
}

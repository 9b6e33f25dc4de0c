using System.Collections.Immutable;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Rules;
using FlagChange = Webmail.Engine.Sieve.Rules.FlagChange;

namespace Webmail.Engine.Filtering;

/// <summary>What a rule does to mail that is there already: what is left of its actions when the message has come long ago.</summary>
public sealed record RulePlan
{
    private RulePlan()
    {
    }

    /// <summary>The mailbox that messages move to; null: they stay, or are deleted.</summary>
    public string? MoveTo { get; private init; }

    /// <summary>They are deleted as a person deletes them: to Trash, where there is one. A rule that throws mail away says so.</summary>
    public bool Deletes { get; private init; }

    /// <summary>Mailboxes that get a copy.</summary>
    public ImmutableArray<string> CopyTo { get; private init; } = [];

    /// <summary>Flags and keywords that they get.</summary>
    public ImmutableArray<string> Add { get; private init; } = [];

    /// <summary>Flags and keywords that they lose.</summary>
    public ImmutableArray<string> Remove { get; private init; } = [];

    /// <summary>Mailboxes that are made first, as the rule says.</summary>
    public ImmutableArray<string> Create { get; private init; } = [];

    /// <summary>Mailboxes that are missing: nothing is done until they are there or the rule names others.</summary>
    public ImmutableArray<string> Missing { get; private init; } = [];

    /// <summary>What can't be done to old mail: refusing it, sending it on, answering it, telling somebody. Messages stay where the rule does no more than that.</summary>
    public ImmutableArray<FilterAction> LeftOut { get; private init; } = [];

    /// <summary>Messages leave their mailbox.</summary>
    public bool Removes => Deletes || MoveTo is not null;

    /// <summary>Nothing would be done.</summary>
    public bool IsEmpty => !Removes && CopyTo.IsEmpty && Add.IsEmpty && Remove.IsEmpty;

    /// <summary>The plan for messages of a mailbox.</summary>
    internal static RulePlan Of(FilterRule rule, MailboxTree mailboxes, string mailbox)
    {
        var into = rule.Actions.OfType<FilterAction.FileInto>().ToList();
        var places = into.Select(action => Place(action, mailboxes)).Distinct(StringComparer.Ordinal).ToList();
        var here = mailboxes.Find(mailbox)?.Name ?? mailbox;
        // RFC 5228 2.10.2, RFC 3894: the message is kept unless something took it away.
        var leaves = (into.Exists(action => !action.Copy) || rule.Actions.Any(action => action is FilterAction.Discard))
            && !rule.Actions.Any(action => action is FilterAction.Keep) && !places.Contains(here);
        places.Remove(here);
        var target = leaves ? places.LastOrDefault() : null;
        var (add, remove) = Flags(rule.Actions.OfType<FilterAction.ChangeFlags>());
        var absent = into.Where(action => mailboxes.Find(Place(action, mailboxes)) is not { IsSelectable: true }).ToList();
        return new RulePlan
        {
            MoveTo = target,
            Deletes = leaves && target is null,
            CopyTo = [.. places.Where(place => place != target)],
            Add = add,
            Remove = remove,
            Create = [.. absent.Where(action => action.Create).Select(action => action.Mailbox).Distinct(StringComparer.Ordinal)],
            Missing = [.. absent.Where(action => !action.Create).Select(action => action.Mailbox).Distinct(StringComparer.Ordinal)],
            LeftOut = [.. rule.Actions.Where(action => action is FilterAction.Redirect or FilterAction.Reject or FilterAction.Notify or FilterAction.Reply)],
        };
    }

    // RFC 8579 4: the use comes before the name.
    private static string Place(FilterAction.FileInto into, MailboxTree mailboxes) =>
        MailboxReferences.Use(into.SpecialUse, mailboxes)?.Name ?? mailboxes.Find(into.Mailbox)?.Name ?? into.Mailbox;

    /// <summary>RFC 5232: a list that grows and shrinks. What a person gave a message is not in it, so "these and no others" takes away none of that.</summary>
    private static (ImmutableArray<string> Add, ImmutableArray<string> Remove) Flags(IEnumerable<FilterAction.ChangeFlags> changes)
    {
        var (add, remove) = (new List<string>(), new List<string>());
        foreach (var change in changes)
        {
            if (change.Change == FlagChange.Set)
                add.Clear();
            foreach (var flag in change.Flags)
            {
                add.RemoveAll(one => one.Equals(flag, StringComparison.OrdinalIgnoreCase));
                remove.RemoveAll(one => one.Equals(flag, StringComparison.OrdinalIgnoreCase));
                (change.Change == FlagChange.Remove ? remove : add).Add(flag);
            }
        }

        return ([.. add], [.. remove]);
    }
}

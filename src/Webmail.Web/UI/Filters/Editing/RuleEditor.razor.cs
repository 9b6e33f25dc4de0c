using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.Sentences;

namespace Webmail.Web.UI.Filters.Editing;

/// <summary>The fields of a rule. Keeps nothing: each change is a new rule for whoever shows it.</summary>
public sealed partial class RuleEditor
{
    private ElementReference name;

    /// <summary>The rule with all that was changed so far.</summary>
    [Parameter, EditorRequired]
    public FilterRule Rule { get; set; } = null!;

    /// <summary>What the server can do: nothing else is offered.</summary>
    [Parameter, EditorRequired]
    public SieveFeatures Features { get; set; } = null!;

    /// <summary>For its sentence.</summary>
    [Parameter, EditorRequired]
    public SentenceWords Words { get; set; } = null!;

    /// <summary>Where mail can be filed.</summary>
    [Parameter, EditorRequired]
    public MailboxTree Tree { get; set; } = MailboxTree.Empty;

    /// <summary>Asks for a new mailbox and makes it; see <see cref="MailboxField.OnNew"/>.</summary>
    [Parameter, EditorRequired]
    public Func<Task<string?>> OnNewMailbox { get; set; } = null!;

    /// <summary>It is in no script yet.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    /// <summary>It is being saved.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Why it can't be saved.</summary>
    [Parameter]
    public IReadOnlyList<RuleProblem> Problems { get; set; } = [];

    /// <summary>What the server has against it; null: nothing.</summary>
    [Parameter]
    public string? Refusal { get; set; }

    /// <summary>What stands below the fields, made from the rule as it is edited, such as a trial.</summary>
    [Parameter]
    public RenderFragment<FilterRule>? Foot { get; set; }

    /// <summary>It was changed.</summary>
    [Parameter]
    public EventCallback<FilterRule> OnChange { get; set; }

    /// <summary>It is to be saved.</summary>
    [Parameter]
    public EventCallback OnSave { get; set; }

    /// <summary>It is to be left as it was.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <summary>It is to go.</summary>
    [Parameter]
    public EventCallback OnDelete { get; set; }

    private int StopAt => Rule.Actions.IndexOf(new FilterAction.Stop());

    /// <summary>Puts the cursor into the name.</summary>
    public ValueTask FocusAsync() => name.FocusAsync();

    private Task PutAsync(FilterTest.Group condition) => OnChange.InvokeAsync(Rule with { Condition = condition });

    private Task ActAsync(ImmutableArray<FilterAction> actions) => OnChange.InvokeAsync(Rule with { Actions = actions });

    private Task AddActionAsync()
    {
        // What is not done yet comes first; the first of all files the message.
        var known = Rule.Actions.Select(action => ActionKinds.Of(action, name => Tree.Find(name)?.SpecialUse ?? SpecialUse.None)).ToHashSet();
        var trash = Tree.Find(SpecialUse.Trash);
        var kind = Enum.GetValues<ActionKind>().First(one => ActionKinds.IsOffered(one, Features, trash is not null) && (one == ActionKind.Keep || !known.Contains(one)));
        var added = ActionKinds.Become(kind, null, Features, trash);
        return ActAsync(StopAt < 0 ? Rule.Actions.Add(added) : Rule.Actions.Insert(StopAt, added));
    }

    private Task StopAsync(bool isOn) =>
        ActAsync(isOn && StopAt < 0 ? Rule.Actions.Add(new FilterAction.Stop()) : [.. Rule.Actions.Where(action => action is not FilterAction.Stop)]);
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Filters.Editing;

/// <summary>The fields of one condition.</summary>
public sealed partial class ConditionRow
{
    /// <summary>Its id in the page; see <see cref="RowId"/>.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Its place among its neighbours, counted from 1.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    /// <summary>The condition; no group.</summary>
    [Parameter, EditorRequired]
    public FilterTest Test { get; set; } = null!;

    /// <summary>What the server can do: nothing else is offered.</summary>
    [Parameter, EditorRequired]
    public SieveFeatures Features { get; set; } = null!;

    /// <summary>It was changed.</summary>
    [Parameter]
    public EventCallback<FilterTest> OnChange { get; set; }

    /// <summary>It goes.</summary>
    [Parameter]
    public EventCallback OnRemove { get; set; }

    private TestKind Kind => TestKinds.Of(Test);

    // What a rule has stays to be chosen, also where the server has lost it.
    private IEnumerable<TestKind> Kinds => Enum.GetValues<TestKind>().Where(kind => kind == Kind || (kind != TestKind.Group && TestKinds.IsOffered(kind, Features)));

    private AddressPart? Part => Test switch { FilterTest.Address address => address.Part, FilterTest.Envelope envelope => envelope.Part, _ => null };

    private IEnumerable<AddressPart> Parts =>
        Enum.GetValues<AddressPart>().Where(part => part == Part || part is not (AddressPart.User or AddressPart.Detail) || Features.Has("subaddress"));

    private IEnumerable<MatchKind> Matches =>
        Enum.GetValues<MatchKind>().Where(kind => kind != MatchKind.Regex || Features.Has("regex") || TestKinds.MatchOf(Test)?.Kind == MatchKind.Regex);

    private string Holds => Test switch { FilterTest.Attachment => "File", FilterTest.Exists => "Field", _ => "True" };

    private static string How(MatchKind kind, bool isNegated) => isNegated ? $"!{kind}" : $"{kind}";

    private Task BecomeAsync(ChangeEventArgs e) =>
        Enum.TryParse<TestKind>(e.Value as string, out var kind) && kind != Kind ? OnChange.InvokeAsync(TestKinds.Become(kind, Test)) : Task.CompletedTask;

    private Task PartAsync(ChangeEventArgs e) => Enum.TryParse<AddressPart>(e.Value as string, out var part)
        ? OnChange.InvokeAsync(Test switch
        {
            FilterTest.Address address => address with { Part = part },
            FilterTest.Envelope envelope => envelope with { Part = part },
            _ => Test,
        })
        : Task.CompletedTask;

    private Task HowAsync(ChangeEventArgs e)
    {
        var how = e.Value as string ?? "";
        return Enum.TryParse<MatchKind>(how.TrimStart('!'), out var kind) && TestKinds.MatchOf(Test) is { } match
            ? OnChange.InvokeAsync(TestKinds.With(Test, match with { Kind = kind }) with { IsNegated = how.StartsWith('!') })
            : Task.CompletedTask;
    }

    private Task NumberAsync(ChangeEventArgs e, Func<int, FilterTest> changed) =>
        int.TryParse(e.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? OnChange.InvokeAsync(changed(number)) : Task.CompletedTask;
}

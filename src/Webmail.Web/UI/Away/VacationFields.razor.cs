using Microsoft.AspNetCore.Components;

namespace Webmail.Web.UI.Away;

/// <summary>The fields of out-of-office.</summary>
public sealed partial class VacationFields
{
    // RFC 5230 4.1: servers may have their own least and most; a week is what most take for theirs.
    private static readonly int[] DayChoices = [1, 2, 3, 7, 14, 30];

    private ElementReference from, until, audience, domains, days, hours, addresses;
    private VacationTextFields? words, outside;
    private bool isMoreOpen;

    /// <summary>What is typed.</summary>
    [Parameter, EditorRequired]
    public VacationForm Form { get; set; } = null!;

    /// <summary>What is wrong with it.</summary>
    [Parameter]
    public IReadOnlyList<VacationFault> Faults { get; set; } = [];

    /// <summary>The server knows days and times.</summary>
    [Parameter]
    public bool HasDates { get; set; }

    /// <summary>How many people were written to.</summary>
    [Parameter]
    public int Known { get; set; }

    /// <summary>What is said beneath.</summary>
    [Parameter]
    public IEnumerable<string> Notes { get; set; } = [];

    /// <summary>Something was typed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => isMoreOpen = Form.HasHours;

    /// <summary>Leads to a field.</summary>
    public async Task FocusAsync(VacationField field)
    {
        if (field is VacationField.Hours or VacationField.Addresses && !isMoreOpen)
        {
            isMoreOpen = true;
            StateHasChanged();
            // What is not drawn yet can't be focused.
            await Task.Yield();
        }

        await Focus(field);
    }

    private ValueTask Focus(VacationField field) => field switch
    {
        VacationField.From when HasDates => from.FocusAsync(),
        VacationField.Until when HasDates => until.FocusAsync(),
        VacationField.Hours when HasDates => Form.FromHour is null && Form.UntilHour is null ? days.FocusAsync() : hours.FocusAsync(),
        VacationField.Subject or VacationField.Text when words is not null => words.FocusAsync(field == VacationField.Subject),
        VacationField.OutsideSubject or VacationField.OutsideText when outside is not null => outside.FocusAsync(field == VacationField.OutsideSubject),
        VacationField.Domains when Form.HasOutside => domains.FocusAsync(),
        VacationField.Addresses => addresses.FocusAsync(),
        _ => audience.FocusAsync(),
    };

    private VacationFault? Find(VacationField field) => Faults.FirstOrDefault(fault => fault.Field == field);

    private string? Bad(VacationField field) => Find(field) is null ? null : "true";

    private Task TurnAsync(DayOfWeek day, bool isOn)
    {
        if (isOn) Form.Weekdays.Add(day);
        else Form.Weekdays.Remove(day);
        return OnChanged.InvokeAsync();
    }
}

using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Away;

/// <summary>How it stands with out-of-office.</summary>
public enum VacationState
{
    /// <summary>Nothing is answered.</summary>
    Off,

    /// <summary>It begins later.</summary>
    Scheduled,

    /// <summary>It answers.</summary>
    Active,

    /// <summary>It has ended by itself.</summary>
    Over,
}

/// <summary>Tells how it stands.</summary>
public static class VacationStates
{
    /// <summary>How it stands with this one; null: there is none.</summary>
    public static VacationState At(this Vacation? vacation, DateTimeOffset now) => vacation switch
    {
        null or { IsEnabled: false } => VacationState.Off,
        _ when now < vacation.From => VacationState.Scheduled,
        _ when now >= vacation.Until => VacationState.Over,
        _ => VacationState.Active,
    };
}

using Microsoft.Extensions.Localization;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;

namespace Webmail.Web.UI.Filters.Saving;

/// <summary>Says what came of reading and saving scripts.</summary>
public static class ScriptWords
{
    /// <summary>Why filters can't be shown.</summary>
    public static ScriptNotice Of(ManageSieveFault fault, IStringLocalizer<Resources.Filters> texts) => new(texts[$"Fault_{fault.Failure}"], fault.ServerText);

    /// <summary>What became of a save. <see cref="ScriptSaving.NotActive"/> can be tried again, <see cref="ScriptSaving.Conflict"/> wants a choice.</summary>
    public static ScriptNotice Of(ScriptSaving saving, IStringLocalizer<Resources.Filters> texts) => saving switch
    {
        ScriptSaving.Saved { Warnings: { } warnings } => new(texts["Saving_Warnings"], warnings, IsError: false),
        ScriptSaving.Saved => new(texts["Saving_Saved"], IsError: false),
        ScriptSaving.NotActive notActive => new(texts["Saving_NotActive"], notActive.Fault.ServerText),
        ScriptSaving.Invalid invalid => new(texts["Saving_Invalid"], invalid.ServerText),
        ScriptSaving.Conflict => new(texts["Saving_Conflict"]),
        ScriptSaving.NotKept => new(texts["Saving_NotKept"]),
        ScriptSaving.Unknown unknown => new(texts["Saving_Unknown"], unknown.Fault.ServerText),
        ScriptSaving.Failed failed => new(texts["Saving_Failed", texts[$"Fault_{failed.Fault.Failure}"]], failed.Fault.ServerText),
        _ => throw new ArgumentOutOfRangeException(nameof(saving)),
    };
}

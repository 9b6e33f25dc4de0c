namespace Webmail.Engine.Sieve.Rules;

/// <summary>The words of the language for what rules know, used for writing and for reading.</summary>
internal static class RuleWords
{
    public static readonly (AddressPart Part, string Tag)[] AddressParts =
    [
        (AddressPart.All, "all"), (AddressPart.LocalPart, "localpart"), (AddressPart.Domain, "domain"), (AddressPart.User, "user"), (AddressPart.Detail, "detail"),
    ];

    public static readonly (Relation Relation, string Word)[] Relations =
    [
        (Relation.Is, "eq"), (Relation.Below, "lt"), (Relation.AtMost, "le"), (Relation.Above, "gt"), (Relation.AtLeast, "ge"),
    ];

    public static readonly (FlagChange Change, string Command)[] FlagChanges =
    [
        (FlagChange.Add, "addflag"), (FlagChange.Remove, "removeflag"), (FlagChange.Set, "setflag"),
    ];

    /// <summary>RFC 5260 4.2.</summary>
    public static readonly string[] DateParts =
        ["year", "month", "day", "date", "julian", "hour", "minute", "second", "time", "iso8601", "std11", "zone", "weekday"];

    /// <summary>How a message with files looks from outside: where parts can be looked at, and where not.</summary>
    public const string AttachmentByParts = "header :mime :anychild :contains \"Content-Disposition\" \"attachment\"";

    public const string AttachmentByType = "header :contains \"Content-Type\" \"multipart/mixed\"";
}

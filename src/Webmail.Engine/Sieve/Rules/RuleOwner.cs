namespace Webmail.Engine.Sieve.Rules;

/// <summary>Which program a rule was written by, as far as its comments tell.</summary>
public enum RuleOwner
{
    /// <summary>This one.</summary>
    Webmail,

    /// <summary>Roundcube. It goes on reading rules that are changed here.</summary>
    Roundcube,

    /// <summary>SnappyMail or RainLoop. It reads its own notes and not the code: a rule that is changed here becomes ours and leaves its notes.</summary>
    SnappyMail,

    /// <summary>Nextcloud. It reads its own notes and writes all its rules anew: they are shown, and changed there.</summary>
    Nextcloud,

    /// <summary>A person, or a program without notes, such as SOGo and Thunderbird's Sieve editor.</summary>
    Other,
}

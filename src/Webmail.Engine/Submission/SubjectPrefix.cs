using System.Text.RegularExpressions;

namespace Webmail.Engine.Submission;

/// <summary>
/// The marks of replies and forwards before a subject. Programs write them in their own language, and some count them (<c>Re[2]:</c>); what
/// stands there already is taken away before ours is put there, so that they do not pile up.
/// </summary>
internal static partial class SubjectPrefix
{
    /// <summary>The subject of a reply (RFC 5322 3.6.5).</summary>
    public static string Reply(string subject) => "Re: " + Replied().Replace(subject.Trim(), "", 1);

    /// <summary>The subject of a forwarded message.</summary>
    public static string Forward(string subject) => "Fwd: " + Forwarded().Replace(subject.Trim(), "", 1);

    // English and most others; German AW, ANTW; Scandinavian SV; Finnish VS; Polish Odp; Italian Rif; Turkish YNT; Chinese.
    [GeneratedRegex(@"\A(?:(?:re|aw|antw|sv|vs|odp|rif|ynt|回复|回覆|答复)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?[:：]\s*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Replied();

    // English FW, FWD; German WG; French TR; Scandinavian VB; Finnish VL; Chinese.
    [GeneratedRegex(@"\A(?:(?:fwd?|wg|tr|vb|vl|转发|轉寄)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]\s*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Forwarded();
}

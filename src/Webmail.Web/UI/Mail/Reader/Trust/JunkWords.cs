using System.Globalization;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Trust.Authentication;
using Webmail.Engine.Trust.Junk;

namespace Webmail.Web.UI.Mail.Reader.Trust;

/// <summary>Why a message lies among junk, in a sentence or two.</summary>
internal static class JunkWords
{
    /// <summary>Reasons that are named; more is no explanation.</summary>
    private const int MaxReasons = 3;

    /// <summary>The sentences.</summary>
    public static string Of(TrustModel model, IStringLocalizer texts)
    {
        if (model.Spam is not { } spam)
            return model.Proof.Verdict == SenderVerdict.Failed ? texts["Junk_Failed"] : texts["Junk_Unsaid"];
        var verdict = spam switch
        {
            { IsSpam: false } => texts["Junk_ByOthers"],
            { Score: { } score, Limit: { } limit } => texts["Junk_ScoreLimit", Points(score), Points(limit)],
            { Score: { } score } => texts["Junk_Score", Points(score)],
            _ => texts["Junk_Yes"],
        };
        var reasons = spam.Reasons.Concat(model.Proof.Verdict == SenderVerdict.Failed ? [SpamReason.Forged] : []).Distinct().Take(MaxReasons).Select(reason => texts[$"Reason_{reason}"].Value).ToList();
        return spam.IsSpam == false || reasons.Count == 0 ? verdict.Value : $"{verdict.Value} {texts["Junk_Reasons", List(reasons, texts)].Value}";
    }

    private static string Points(double points) => points.ToString("0.#", CultureInfo.CurrentCulture);

    private static string List(List<string> reasons, IStringLocalizer texts) =>
        reasons.Count == 1 ? reasons[0] : texts["List_And", string.Join(", ", reasons.SkipLast(1)), reasons[^1]];
}

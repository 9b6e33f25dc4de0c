using System.Globalization;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Reading;
using Webmail.Engine.Trust.Signatures;

namespace Webmail.Web.UI.Mail.Reader.Trust;

/// <summary>What came of a signature, in sentences.</summary>
internal static class SignatureWords
{
    /// <summary>The sentences, the most important first; none if nothing is signed.</summary>
    public static IEnumerable<string> Of(TrustModel model, IStringLocalizer texts, MessageDates dates)
    {
        if (model.Signature is { } report)
        {
            var until = report.ValidUntil is { } date ? TimeZoneInfo.ConvertTime(date, dates.Zone).DateTime.ToString("d", CultureInfo.CurrentCulture) : "";
            yield return texts[$"Signature_{report.State}", report.Signer, report.Issuer, until, string.Join(", ", report.Addresses)];
            if (!report.CoversAll)
                yield return texts["Signature_Part"];
            if (report is { State: SignatureState.Valid, SignedAt: { } at })
                yield return texts["Signature_At", dates.FullOf(at)];
        }
        else if (model.IsSignaturePending)
        {
            yield return texts["Signature_Pending"];
        }

        if (model.Details.Protection.HasFlag(MessageProtection.PgpSigned))
            yield return texts["Signature_Pgp"];
    }
}

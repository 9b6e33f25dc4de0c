using System.Collections.Frozen;

namespace Webmail.Engine.Reading.Links;

/// <summary>
/// Takes out of a link what only tells who followed it from which mail. Parameters of analytics by their published names; one that a site needs
/// in order to find something is not among them. All else in the address stays as it is, letter for letter.
/// </summary>
internal static class TrackingParameters
{
    private static readonly string[] Prefixes =
    [
        // Google Analytics, and Matomo in both of its names.
        "utm_", "mtm_", "pk_", "piwik_",
        // HubSpot's cookies handed from site to site.
        "__hs",
    ];

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        // Clicks by the networks that sell them: Google, Meta, Microsoft, X, TikTok, LinkedIn, Pinterest, Yandex, Impact, Instagram.
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "fbclid", "msclkid", "twclid", "ttclid", "li_fat_id", "epik", "yclid", "ymclid", "irclickid", "igshid", "igsh",
        // Recipients by who sent the mail: Mailchimp, HubSpot, Marketo, Klaviyo, Omeda, Vero, MailerLite, Kit, Dotdigital, Salesforce, Drip, Wicked Reports, Redbrick, Adobe.
        "mc_eid", "mc_cid", "mc_tc", "_hsenc", "_hsmi", "hsctatracking", "mkt_tok", "_kx", "oly_anon_id", "oly_enc_id", "vero_id", "vero_conv",
        "ml_subscriber", "ml_subscriber_hash", "ck_subscriber_id", "dm_i", "et_rid", "sfmc_sub", "__s", "wickedid", "rb_clickid", "s_cid", "_openstat", "_bta_tid", "_bta_c");

    /// <summary>The address without them.</summary>
    /// <param name="href">An absolute address, as <see cref="SafeLink"/> made it.</param>
    public static string Strip(string href)
    {
        if (!href.StartsWith("http", StringComparison.Ordinal) || href.IndexOf('?', StringComparison.Ordinal) is not (>= 0 and var question))
            return href;
        var end = href.IndexOf('#', StringComparison.Ordinal);
        // A question mark within the fragment begins no query (RFC 3986 3.5).
        if (end >= 0 && end < question)
            return href;
        var fragment = end >= 0 ? href[end..] : "";
        var pairs = href[(question + 1)..(end >= 0 ? end : href.Length)].Split('&');
        var kept = pairs.Where(static pair => !IsTracking(pair.AsSpan(0, pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals ? equals : pair.Length))).ToList();
        if (kept.Count == pairs.Length)
            return href;
        return href[..question] + (kept.Count > 0 ? "?" + string.Join('&', kept) : "") + fragment;
    }

    private static bool IsTracking(ReadOnlySpan<char> name)
    {
        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return Names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }
}

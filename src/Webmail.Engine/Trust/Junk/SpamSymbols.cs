using System.Collections.Frozen;

namespace Webmail.Engine.Trust.Junk;

/// <summary>What the names of tests mean that SpamAssassin and Rspamd put into the header.</summary>
internal static class SpamSymbols
{
    /// <summary>What speaks for a message, or says nothing by itself. SpamAssassin does not tell the weight of each test.</summary>
    private static readonly string[] Harmless =
    [
        "BAYES_0", "BAYES_1", "BAYES_2", "BAYES_3", "BAYES_4", "BAYES_HAM", "NEURAL_HAM", "RCVD_IN_DNSWL", "RCVD_IN_MSPIKE_H", "RCVD_IN_VALIDITY_SAFE", "RCVD_IN_VALIDITY_CERT",
        "RCVD_IN_IADB", "RCVD_IN_HOSTKARMA_W", "HTML_MESSAGE", "MIME_GOOD", "MIME_TRACE", "MIME_HTML_ONLY_MULTI", "URIBL_BLOCKED", "RCVD_IN_ZEN_BLOCKED", "RCVD_IN_VALIDITY_RPBL_BLOCKED", "RBL_SENDERSCORE_REPUT_9", "T_",
        "DWL_", "DBL_BLOCKED", "SURBL_BLOCKED", "SPF_PASS", "SPF_HELO", "SPF_NONE", "FREEMAIL_FROM",
    ];

    /// <summary>By the beginning of the name; the first that fits counts.</summary>
    private static readonly (string Beginning, SpamReason Reason)[] Meanings =
    [
        ("CLAM", SpamReason.Virus), ("VIRUS", SpamReason.Virus), ("AV_", SpamReason.Virus),
        ("PHISH", SpamReason.Phishing), ("HACKED_WP_PHISH", SpamReason.Phishing), ("GOOGLE_REDIR_PHISH", SpamReason.Phishing), ("OPENPHISH", SpamReason.Phishing),
        ("FUZZY_", SpamReason.Reported), ("RAZOR", SpamReason.Reported), ("PYZOR", SpamReason.Reported), ("DCC_", SpamReason.Reported), ("DIGEST_MULTIPLE", SpamReason.Reported),
        ("RCVD_IN_", SpamReason.BlockedSender), ("RBL_", SpamReason.BlockedSender), ("RECEIVED_SPAMHAUS", SpamReason.BlockedSender), ("RECEIVED_BLOCKLISTDE", SpamReason.BlockedSender),
        ("SPAMHAUS_", SpamReason.BlockedSender), ("SEM_", SpamReason.BlockedSender), ("MAILSPIKE", SpamReason.BlockedSender), ("IP_REPUTATION_SPAM", SpamReason.BlockedSender),
        ("URIBL", SpamReason.BlockedLinks), ("SURBL", SpamReason.BlockedLinks), ("DBL_", SpamReason.BlockedLinks), ("URI_", SpamReason.BlockedLinks), ("URL_", SpamReason.BlockedLinks),
        ("ABUSE_SURBL", SpamReason.BlockedLinks), ("PH_SURBL", SpamReason.Phishing), ("MW_SURBL", SpamReason.BlockedLinks), ("CRACKED_SURBL", SpamReason.BlockedLinks),
        ("SPF_", SpamReason.Forged), ("R_SPF_", SpamReason.Forged), ("R_DKIM_", SpamReason.Forged), ("DKIM_ADSP", SpamReason.Forged), ("DKIM_INVALID", SpamReason.Forged), ("DMARC_", SpamReason.Forged),
        ("BLACKLIST_DMARC", SpamReason.Forged), ("SPOOF", SpamReason.Forged), ("FORGED_", SpamReason.Forged), ("FAKE_", SpamReason.Forged), ("FREEMAIL_FORGED", SpamReason.Forged), ("TO_EQ_FM", SpamReason.Forged),
        ("ADVANCE_FEE", SpamReason.Money), ("MONEY_", SpamReason.Money), ("LOTS_OF_MONEY", SpamReason.Money), ("LEAKED_PASSWORD_SCAM", SpamReason.Money), ("BITCOIN", SpamReason.Money), ("PDS_BTC", SpamReason.Money),
        ("BAYES", SpamReason.Words), ("NEURAL_SPAM", SpamReason.Words), ("LOCAL_WL_IP_SPAM", SpamReason.Words), ("SUBJ_", SpamReason.Words), ("DRUGS_", SpamReason.Words), ("GTUBE", SpamReason.Words),
        ("HTML_", SpamReason.Build), ("MIME_", SpamReason.Build), ("MISSING_", SpamReason.Build), ("INVALID_", SpamReason.Build), ("R_", SpamReason.Build), ("HFILTER_", SpamReason.Build), ("MV_CASE", SpamReason.Build),
        ("BROKEN_", SpamReason.Build), ("MANY_INVISIBLE", SpamReason.Build), ("ZERO_FONT", SpamReason.Build), ("SUSPICIOUS_", SpamReason.Build), ("RDNS_NONE", SpamReason.Build), ("MPART_ALT_DIFF", SpamReason.Build),
    ];

    /// <summary>Names that begin like others and mean what those don't.</summary>
    private static readonly FrozenSet<string> SaysNothing = new[] { "DMARC_POLICY_ALLOW", "DMARC_PASS", "DMARC_NA", "DMARC_MISSING", "R_SPF_ALLOW", "R_SPF_NA", "R_DKIM_ALLOW", "R_DKIM_NA", "GTUBE_PASS" }.ToFrozenSet();

    /// <summary>What a test says against a message; null if nothing that could be said in words.</summary>
    public static SpamReason? Meaning(string symbol)
    {
        if (SaysNothing.Contains(symbol) || Array.Exists(Harmless, harmless => symbol.StartsWith(harmless, StringComparison.Ordinal)))
            return null;
        if (symbol == "GTUBE")
            return SpamReason.Words;
        foreach (var (beginning, reason) in Meanings)
        {
            if (symbol.StartsWith(beginning, StringComparison.Ordinal))
                return reason;
        }

        return null;
    }
}

using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Tests.Sieve;

/// <summary>What servers can do.</summary>
internal static class Features
{
    /// <summary>Everything that rules can use.</summary>
    public static SieveFeatures All { get; } = new(
        [
            "fileinto", "reject", "ereject", "envelope", "body", "vacation", "vacation-seconds", "imap4flags", "relational", "comparator-i;ascii-numeric", "subaddress", "copy",
            "mailbox", "special-use", "date", "index", "variables", "duplicate", "regex", "enotify", "spamtest", "mime",
        ],
        ["mailto"], 4);

    /// <summary>The least that RFC 5228 lets a server get away with.</summary>
    public static SieveFeatures None { get; } = new([], [], null);
}

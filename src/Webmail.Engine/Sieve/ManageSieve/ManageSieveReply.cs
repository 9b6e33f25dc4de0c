using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>The answer to a command (RFC 5804 1.2, 4).</summary>
/// <param name="Status">OK, NO or BYE.</param>
/// <param name="Code">The response code in capitals, with what stands behind a slash, such as <c>QUOTA/MAXSIZE</c>; empty if there is none.</param>
/// <param name="Arguments">The strings of the code, such as the URL of a referral.</param>
/// <param name="Text">The words for a person; empty if there are none.</param>
/// <param name="Lines">The lines of data before it.</param>
internal sealed record ManageSieveReply(string Status, string Code, ImmutableArray<string> Arguments, string Text, ImmutableArray<ManageSieveLine> Lines)
{
    public bool IsOk => Status == "OK";

    /// <summary>The URL of the server that we are sent to (RFC 5804 1.3); null: we are not.</summary>
    public string? Referral() => !IsOk && Code == "REFERRAL" ? Arguments.FirstOrDefault() ?? "" : null;

    /// <summary>Why it is no OK.</summary>
    public ManageSieveFault Fault => new(
        Code.Split('/')[0] switch
        {
            "QUOTA" => ManageSieveFailure.OverQuota,
            "NONEXISTENT" => ManageSieveFailure.NoSuchScript,
            "ALREADYEXISTS" => ManageSieveFailure.NameTaken,
            "ACTIVE" => ManageSieveFailure.ScriptIsActive,
            "TRYLATER" => ManageSieveFailure.TryLater,
            "ENCRYPT-NEEDED" or "TRANSITION-NEEDED" => ManageSieveFailure.EncryptionNotOffered,
            _ when Status == "BYE" => ManageSieveFailure.ServerUnreachable,
            _ => ManageSieveFailure.Refused,
        },
        Text.Length > 0 ? Text : null);
}

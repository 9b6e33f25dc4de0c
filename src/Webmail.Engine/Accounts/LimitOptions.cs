using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Accounts;

/// <summary>The configuration section <c>Mail:Limits</c>: what one person may send.</summary>
public sealed class LimitOptions
{
    /// <summary>Recipients of one message. Default 1000: RFC 5321 4.5.3.1.8 asks servers for at least 100, and Postfix takes 1000.</summary>
    [Range(1, 100_000)]
    public int RecipientsPerMessage { get; set; } = 1000;

    /// <summary>Messages within an hour. Default 500: more than anybody writes by hand; whoever stole a password sends thousands.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerHour { get; set; } = 500;

    /// <summary>Megabytes (2^20 octets) of one attached file. Default 50: most servers take messages of 25 to 50 MB, a third of which is encoding.</summary>
    [Range(1, 10_000)]
    public int UploadMegabytes { get; set; } = 50;
}

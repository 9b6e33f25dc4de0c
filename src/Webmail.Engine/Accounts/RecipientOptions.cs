namespace Webmail.Engine.Accounts;

/// <summary>The configuration section <c>Mail:Recipients</c>: what people are told of whom they write to.</summary>
public sealed class RecipientOptions
{
    /// <summary>Whether the composer hints at recipients outside <see cref="OwnDomains"/>. Default: no.</summary>
    public bool HintOutside { get; set; }

    /// <summary>The domains that are not outside, without their subdomains. Default: the domain of the person's own address.</summary>
    public IReadOnlyList<string> OwnDomains { get; set; } = [];
}

namespace Webmail.Engine.Accounts;

/// <summary>The configuration section <c>Mail:Identities</c>: which addresses people may write from.</summary>
public sealed class IdentityOptions
{
    /// <summary>
    /// Whether people may set up any address. Default: yes, since the server for submission decides what it takes. If not, they write from
    /// the account's own address, under names of their choice.
    /// </summary>
    public bool AnyAddress { get; set; } = true;
}

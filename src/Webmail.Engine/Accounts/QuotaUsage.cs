namespace Webmail.Engine.Accounts;

/// <summary>Storage used and allowed (RFC 9208 STORAGE), in octets.</summary>
public sealed record QuotaUsage(long Used, long Limit)
{
    /// <summary>0 to 1, and above when over quota.</summary>
    public double Share => Limit <= 0 ? 0 : (double)Used / Limit;
}

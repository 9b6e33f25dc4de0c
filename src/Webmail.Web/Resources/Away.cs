namespace Webmail.Web.Resources;

/// <summary>Names the texts of Away.resx: out-of-office and forwarding.</summary>
public sealed class Away;

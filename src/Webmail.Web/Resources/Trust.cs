namespace Webmail.Web.Resources;

/// <summary>Names the texts of Trust.resx.</summary>
public sealed class Trust;

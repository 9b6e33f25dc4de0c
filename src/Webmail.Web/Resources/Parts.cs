namespace Webmail.Web.Resources;

/// <summary>Names the texts of Parts.resx.</summary>
public sealed class Parts;

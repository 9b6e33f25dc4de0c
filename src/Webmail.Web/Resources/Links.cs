namespace Webmail.Web.Resources;

/// <summary>Names the texts of Links.resx.</summary>
public sealed class Links;

namespace Webmail.Web.Resources;

/// <summary>Names the texts of Trial.resx.</summary>
public sealed class Trial;

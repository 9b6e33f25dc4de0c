namespace Webmail.Web.Resources;

/// <summary>Names the texts of Previews.resx.</summary>
public sealed class Previews;

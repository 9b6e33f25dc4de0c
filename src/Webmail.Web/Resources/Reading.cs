namespace Webmail.Web.Resources;

/// <summary>Names the texts of Reading.resx.</summary>
public sealed class Reading;

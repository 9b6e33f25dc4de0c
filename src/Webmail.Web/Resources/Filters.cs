namespace Webmail.Web.Resources;

/// <summary>Names the texts of Filters.resx.</summary>
public sealed class Filters;

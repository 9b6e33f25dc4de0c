namespace Webmail.Web.Resources;

/// <summary>Names the texts of Shared.resx: what stands on every page.</summary>
public sealed class Shared;

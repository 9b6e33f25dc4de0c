namespace Webmail.Web.Resources;

/// <summary>Names the texts of Compose.resx.</summary>
public sealed class Compose;

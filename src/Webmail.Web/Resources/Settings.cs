namespace Webmail.Web.Resources;

/// <summary>Names the texts of Settings.resx.</summary>
public sealed class Settings;

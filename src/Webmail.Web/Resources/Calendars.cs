namespace Webmail.Web.Resources;

/// <summary>Names the texts of Calendars.resx.</summary>
public sealed class Calendars;

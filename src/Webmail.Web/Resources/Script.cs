namespace Webmail.Web.Resources;

/// <summary>Names the texts of Script.resx: the editor of filter scripts.</summary>
public sealed class Script;

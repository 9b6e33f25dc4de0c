namespace Webmail.Web.Resources;

/// <summary>Names the texts of SignIn.resx.</summary>
public sealed class SignIn;

namespace Webmail.Web.Resources;

/// <summary>Names the texts of Mail.resx.</summary>
public sealed class Mail;

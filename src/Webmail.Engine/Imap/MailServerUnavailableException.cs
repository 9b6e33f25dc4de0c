namespace Webmail.Engine.Imap;

/// <summary>No connection could be had: the server can't be reached, refuses more connections, or has failed so often that it is left alone for a while. Nothing was sent.</summary>
public sealed class MailServerUnavailableException(Exception? innerException = null)
    : Exception("The mail server is not available", innerException);

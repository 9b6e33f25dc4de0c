namespace Webmail.Engine.Imap;

/// <summary>The server answered a command with NO or BAD. The connection is well; what was asked was not done.</summary>
/// <param name="code">The response code (RFC 5530, RFC 9051 7.1) in capitals, such as <c>OVERQUOTA</c>; empty when there was none.</param>
/// <param name="text">The server's own words, for the person; not for the log.</param>
public sealed class ServerRefusedException(string code, string text, Exception? innerException = null)
    : Exception(code.Length == 0 ? "The mail server refused" : $"The mail server refused: {code}", innerException)
{
    /// <summary>The response code in capitals, such as <c>OVERQUOTA</c>, <c>TRYCREATE</c>, <c>NOPERM</c>, <c>ALREADYEXISTS</c>, <c>LIMIT</c>; empty when there was none.</summary>
    public string Code { get; } = code;

    /// <summary>The server's own words. They are text from outside: encode them, do not log them.</summary>
    public string ServerText { get; } = text;
}

namespace Webmail.Engine.Imap;

/// <summary>The connection broke while work was done on it, or the server did not answer in time, and the work was not repeated.</summary>
/// <param name="mayHaveRun">Whether the server may have done some or all of the work.</param>
public sealed class ConnectionLostException(bool mayHaveRun, Exception? innerException = null)
    : Exception("The connection to the mail server was lost", innerException)
{
    /// <summary><c>false</c>: the work was never begun, it can be repeated. <c>true</c>: find out what the server did before repeating it.</summary>
    public bool MayHaveRun { get; } = mayHaveRun;
}

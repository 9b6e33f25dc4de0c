namespace Webmail.Engine.Accounts;

/// <summary>A sign-in that failed. Its message is for the log: it names neither the person nor the server's text.</summary>
public sealed class SignInException(SignInFailure failure, string? serverText = null, Exception? innerException = null)
    : Exception($"Sign-in failed: {failure}", innerException)
{
    /// <summary>Why.</summary>
    public SignInFailure Failure { get; } = failure;

    /// <summary>What the server said, if it said something. Not for a person who has not signed in, and not for the log.</summary>
    public string? ServerText { get; } = serverText;
}

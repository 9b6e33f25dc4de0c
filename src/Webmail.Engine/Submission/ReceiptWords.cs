namespace Webmail.Engine.Submission;

/// <summary>The words of a read receipt, in the language of the interface.</summary>
/// <param name="Subject">Makes the subject from the message's.</param>
/// <param name="Text">Makes the text from the message's subject, its recipient's address, and its date, if there is one.</param>
public sealed record ReceiptWords(Func<string, string> Subject, Func<string, string, DateTimeOffset?, string> Text);

namespace Webmail.Engine.Submission;

/// <summary>The words that stand around what is quoted, in the language of the interface.</summary>
/// <param name="Attribution">The line above a quoted message, from the author as shown and the date, if there is one.</param>
/// <param name="ForwardHead">The line above a forwarded message.</param>
/// <param name="From">Names the author above a forwarded message.</param>
/// <param name="Date">Names the date.</param>
/// <param name="Subject">Names the subject.</param>
/// <param name="To">Names the recipients.</param>
/// <param name="Cc">Names the recipients of copies.</param>
/// <param name="DateText">Writes a date.</param>
public sealed record QuoteWords(
    Func<string, DateTimeOffset?, string> Attribution,
    string ForwardHead,
    string From,
    string Date,
    string Subject,
    string To,
    string Cc,
    Func<DateTimeOffset, string> DateText);

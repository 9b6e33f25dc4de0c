namespace Webmail.Engine.Invitations;

/// <summary>The words of an answer to an invitation, in the language of the interface.</summary>
/// <param name="Subject">Makes the subject from the answer and the event's title.</param>
/// <param name="Text">Makes the text from the answer, who answers, and the event's title.</param>
public sealed record AnswerWords(Func<Participation, string, string> Subject, Func<Participation, string, string, string> Text);

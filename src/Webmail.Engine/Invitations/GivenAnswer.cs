namespace Webmail.Engine.Invitations;

/// <summary>What a person answered to an invitation.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Sequence">Which state of the invitation it was an answer to.</param>
/// <param name="At">When.</param>
/// <param name="Address">Which of their addresses answered.</param>
/// <param name="Id">The message in the outbox.</param>
public sealed record GivenAnswer(Participation Answer, int Sequence, DateTimeOffset At, string Address, Guid Id);

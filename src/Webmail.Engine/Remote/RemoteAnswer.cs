namespace Webmail.Engine.Remote;

/// <summary>The end of a <see cref="RemoteRequest"/>.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Status">The HTTP status; 0 without an answer.</param>
/// <param name="Content">The octets, decompressed; what they claim to be was not looked at.</param>
public sealed record RemoteAnswer(RemoteOutcome Outcome, int Status, ReadOnlyMemory<byte> Content)
{
    /// <summary>True for a status of 200 to 299.</summary>
    public bool IsSuccess => Outcome == RemoteOutcome.Answered && Status is >= 200 and < 300;

    internal static RemoteAnswer Without(RemoteOutcome outcome) => new(outcome, 0, default);
}

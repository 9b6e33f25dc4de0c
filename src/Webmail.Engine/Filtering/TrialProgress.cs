namespace Webmail.Engine.Filtering;

/// <summary>How far a trial has come.</summary>
/// <param name="Looked">Messages looked at.</param>
/// <param name="Total">Messages to look at.</param>
public readonly record struct TrialProgress(int Looked, int Total);

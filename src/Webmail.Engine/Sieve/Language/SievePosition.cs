namespace Webmail.Engine.Sieve.Language;

/// <summary>A place in a script.</summary>
/// <param name="Offset">UTF-16 units before it.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">UTF-16 units into its line, counted from 1, as editors do.</param>
public readonly record struct SievePosition(int Offset, int Line, int Column);

namespace Webmail.Engine.Sieve.Language;

/// <summary>Why a text is no Sieve script.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Position">Where: of what is never closed, its beginning.</param>
/// <param name="Found">The beginning of what stands there, at most 40 characters; empty at the end of the script.</param>
public sealed record SieveSyntaxError(SieveFault Fault, SievePosition Position, string Found);

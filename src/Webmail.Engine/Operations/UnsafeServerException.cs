namespace Webmail.Engine.Operations;

/// <summary>The server lacks UIDPLUS and MOVE, so the messages could not be removed without removing other clients' too.</summary>
public sealed class UnsafeServerException() : Exception("The server offers neither MOVE nor UIDPLUS.");

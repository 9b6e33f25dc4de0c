namespace Webmail.Engine.Tests.Scripted;

/// <summary>One command as a client sent it. <c>UID FETCH</c> is one name.</summary>
internal sealed record ScriptedCommand(int Connection, string Tag, string Name, string Arguments);

namespace Webmail.Engine.Reading;

/// <summary>The message, or the part of it, is not there any more: removed elsewhere, or its mailbox was made anew.</summary>
public sealed class MessageGoneException() : Exception("The message is not there any more.");

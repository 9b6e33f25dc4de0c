namespace Webmail.Engine.Reading;

/// <summary>A message within a message is larger than what is taken apart in memory. It can be saved as a file.</summary>
public sealed class MessageTooLargeException() : Exception("The attached message is too large to be opened");

namespace Webmail.MailServers;

/// <summary>A server is not installed or did not start; the message holds its log.</summary>
public sealed class ServerStartException(string message) : Exception(message);

namespace Webmail.MailServers;

/// <summary>Where Postfix has its files.</summary>
internal sealed record PostfixPaths(string Configuration, string Queue, string Data, string Log);

namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>Mail servers of a class's own, which its tests may stop, kill and change.</summary>
public sealed class OwnMailServersFixture : MailServersFixture;

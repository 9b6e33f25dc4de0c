namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>Mail servers of a class's own, which its tests may stop, kill, change, and share mailboxes on.</summary>
public sealed class OwnMailServersFixture : MailServersFixture;

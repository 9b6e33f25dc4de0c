namespace Webmail.Engine.Remote;

/// <summary>The guard let no connection be made. It travels through the HTTP handler and ends in <see cref="RemoteClient"/>.</summary>
internal sealed class RemoteRefusedException(RemoteDestination destination) : IOException($"Not connected: {destination.Verdict} {destination.Kind}.");

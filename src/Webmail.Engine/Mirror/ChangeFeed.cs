namespace Webmail.Engine.Mirror;

/// <summary>
/// Tells subscribers what to look at again. A subscriber is called on the publisher's thread, in the
/// <see cref="ExecutionContext"/> of its subscription (a circuit's culture would be lost otherwise), and must only take note.
/// </summary>
public sealed class ChangeFeed
{
    private readonly Lock _gate = new();
    private Subscription[] _subscriptions = [];

    /// <summary>True while anybody is subscribed.</summary>
    public bool IsHeard => Volatile.Read(ref _subscriptions).Length > 0;

    /// <summary>Calls <paramref name="onChange"/> for every change until the result is disposed.</summary>
    public IDisposable Subscribe(Action<MailChange> onChange)
    {
        var subscription = new Subscription(this, onChange, ExecutionContext.Capture());
        lock (_gate) _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    /// <summary>Tells all subscribers.</summary>
    public void Publish(MailChange change)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions)) subscription.Call(change);
    }

    private sealed class Subscription(ChangeFeed feed, Action<MailChange> onChange, ExecutionContext? context) : IDisposable
    {
        public void Call(MailChange change)
        {
            if (context is null) onChange(change);
            else ExecutionContext.Run(context, _ => onChange(change), null);
        }

        public void Dispose()
        {
            lock (feed._gate) feed._subscriptions = [.. feed._subscriptions.Where(s => s != this)];
        }
    }
}

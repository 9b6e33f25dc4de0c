namespace Webmail.Engine.Reading;

/// <summary>The messages read last, up to a weight; least recently used go first. Safe for many callers.</summary>
internal sealed class ReadMessages(long capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<MessageKey, LinkedListNode<(MessageKey Key, ReadMessage Message)>> byKey = [];
    private readonly LinkedList<(MessageKey Key, ReadMessage Message)> recent = new();
    private long weight;

    public bool TryGet(MessageKey key, out ReadMessage message)
    {
        lock (gate)
        {
            if (byKey.TryGetValue(key, out var node))
            {
                recent.Remove(node);
                recent.AddFirst(node);
                message = node.Value.Message;
                return true;
            }
        }
        message = null!;
        return false;
    }

    public void Put(MessageKey key, ReadMessage message)
    {
        lock (gate)
        {
            // One that alone takes half of the room would push out all that is next to it.
            if (byKey.ContainsKey(key) || message.Weight > capacity / 2)
                return;
            byKey[key] = recent.AddFirst((key, message));
            weight += message.Weight;
            while (weight > capacity && recent.Last is { } last)
            {
                weight -= last.Value.Message.Weight;
                byKey.Remove(last.Value.Key);
                recent.RemoveLast();
            }
        }
    }
}

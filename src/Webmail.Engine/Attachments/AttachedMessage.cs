using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>A message that is attached to another.</summary>
/// <param name="Message">As the reader has messages.</param>
public sealed record AttachedMessage(ReadMessage Message)
{
    /// <summary>Reads it from its octets.</summary>
    public static async Task<AttachedMessage> ReadAsync(byte[] source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var stream = new MemoryStream(source, writable: false);
        var message = WholeMessage.Parse(stream, cancellationToken);
        return new AttachedMessage(await ReadMessage.AssembleAsync(
            message.Headers, MessageStructure.From(message.Body), plan => Task.FromResult(MessageContent.Decode(plan, part => WholeMessage.Find(message.Body, part.Section)))));
    }
}

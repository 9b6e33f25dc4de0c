using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>
/// Gives the content of parts that lie in something that has to be taken apart. What was taken apart last is kept, since those who ask
/// for one part often ask for the next.
/// </summary>
/// <param name="open">Fetches what has to be taken apart and does it.</param>
internal sealed class OpenedParts(Func<PartNode, CancellationToken, Task<MimeEntity?>> open) : IDisposable
{
    private static readonly FormatOptions AsSent = Sent();
    private PartNode? container;
    private MimeEntity? opened;

    /// <summary>Writes a part, decoded; a message as it is.</summary>
    /// <exception cref="MessageGoneException">There is no such part.</exception>
    public async Task CopyAsync(PartNode part, Stream target, CancellationToken cancellationToken)
    {
        if (container != part.Container)
        {
            Dispose();
            opened = await open(part.Container!, cancellationToken);
            container = part.Container;
        }
        var section = container!.Section.Length == 0 ? part.Section : part.Section[(container.Section.Length + 1)..];
        switch (WholeMessage.Find(opened, section))
        {
            case MessagePart { Message: { } message }:
                await message.WriteToAsync(AsSent, target, cancellationToken);
                break;
            case MimePart { Content: { } content }:
                await content.DecodeToAsync(target, cancellationToken);
                break;
            case MimePart or MessagePart:
                // Nothing but a header of its own.
                break;
            case Multipart multipart:
                await multipart.WriteToAsync(AsSent, target, contentOnly: true, cancellationToken);
                break;
            default:
                throw new MessageGoneException();
        }
    }

    public void Dispose()
    {
        opened?.Dispose();
        opened = null;
        container = null;
    }

    private static FormatOptions Sent()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }
}

using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>A message that a draft is about.</summary>
/// <param name="Key">Which.</param>
/// <param name="Headers">Its whole header.</param>
/// <param name="Message">Its text and structure.</param>
internal sealed record SourceMessage(MessageKey Key, HeaderList Headers, ReadMessage Message)
{
    /// <summary>Fetches it.</summary>
    /// <exception cref="MessageGoneException">It is not there any more.</exception>
    public static async Task<SourceMessage> ReadAsync(MessageReader reader, MessageKey key, CancellationToken cancellationToken)
    {
        var message = await reader.GetAsync(key, ConnectionRole.Interactive, cancellationToken);
        return new SourceMessage(key, await reader.GetHeadersAsync(key, cancellationToken), message);
    }
}

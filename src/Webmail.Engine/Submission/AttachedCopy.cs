using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>A message that was taken out of another one, octet for octet. Dispose it once it is where it was to go: its octets may lie in a file until then.</summary>
public sealed class AttachedCopy : IDisposable
{
    private readonly Action? release;

    internal AttachedCopy(MimeMessage message, Action? release = null) => (Message, this.release) = (message, release);

    /// <summary>The message; its body can be written, not read.</summary>
    public MimeMessage Message { get; }

    /// <summary>True if it lies in a file, as it takes its time to be put somewhere.</summary>
    public bool IsLarge => release is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Message.Dispose();
        release?.Invoke();
    }
}

using MailKit;

namespace Webmail.Web.UI.Mail;

/// <summary>How far a message is on its way from one mailbox into another: half of it is having it, half putting it there. Safe from any thread.</summary>
/// <param name="onChanged">Told of each per cent more.</param>
internal sealed class SavingProgress(Action onChanged) : ITransferProgress
{
    private int _percent;

    /// <summary>0 to 99: that it is there is the server's to say.</summary>
    public int Percent => Volatile.Read(ref _percent);

    /// <summary>So much of it is here, from 0 to 1.</summary>
    public void Fetched(double share) => Set((int)(share * 50));

    /// <inheritdoc/>
    public void Report(long bytesTransferred, long totalSize) => Set(totalSize > 0 ? 50 + (int)(bytesTransferred * 49 / totalSize) : 50);

    /// <inheritdoc/>
    public void Report(long bytesTransferred) => Set(50);

    private void Set(int percent)
    {
        if (Interlocked.Exchange(ref _percent, Math.Clamp(percent, 0, 99)) != percent) onChanged();
    }
}

using Webmail.Engine.Imap;

namespace Webmail.Engine.Tests.Imap;

/// <summary>Work that holds its connection until it is told to leave.</summary>
internal sealed class ParkedWork
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource leave = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Arrived => arrived.Task;

    public Task StayAsync(ImapWork work, CancellationToken cancellationToken)
    {
        arrived.TrySetResult();
        return leave.Task.WaitAsync(cancellationToken);
    }

    public void Leave() => leave.TrySetResult();
}

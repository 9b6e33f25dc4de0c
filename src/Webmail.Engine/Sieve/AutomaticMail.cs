using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Sieve;

/// <summary>
/// What an account sends out by itself, as its script was last seen: answers while somebody is away, and forwarding. The script stays the
/// only store; this knows what to remind a person of. Safe to use from several threads.
/// </summary>
public sealed class AutomaticMail
{
    private readonly SieveScripts scripts;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private Task looking = Task.CompletedTask;
    private volatile Sight seen = new(null, null, null);

    internal AutomaticMail(SieveScripts scripts, TimeProvider time)
    {
        (this.scripts, this.time) = (scripts, time);
        scripts.Seen += See;
    }

    /// <summary>Called after something else is known; from any thread, so take note only.</summary>
    public event Action? Changed;

    /// <summary>The answers that the server gives or will give; null: none, or not known yet.</summary>
    public Vacation? Vacation => seen.Vacation;

    /// <summary>The forwarding that the server does; null: none, or not known yet.</summary>
    public Forwarding? Forwarding => seen.Forwarding;

    /// <summary>Reads the script, if what is known is older than this. What the server refuses to tell leaves what is known.</summary>
    public Task LookAsync(TimeSpan notOlderThan, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!scripts.IsConfigured || (seen.At is { } at && time.GetElapsedTime(at) < notOlderThan))
                return Task.CompletedTask;
            // Several tabs look at once: one reading is for all of them, so none of them may break it off.
            if (looking.IsCompleted)
                looking = scripts.ReadAsync(CancellationToken.None);
            return looking.WaitAsync(cancellationToken);
        }
    }

    private void See(StoredScript script)
    {
        var read = script.State == StoredScriptState.Active && FilterScript.TryRead(script.Text, out var parsed, out _) ? parsed : FilterScript.Empty;
        seen = new Sight(
            Vacation.Of(read) is { IsEnabled: true } vacation ? vacation : null, Forwarding.Of(read) is { IsEnabled: true } forwarding ? forwarding : null, time.GetTimestamp());
        Changed?.Invoke();
    }

    private sealed record Sight(Vacation? Vacation, Forwarding? Forwarding, long? At);
}

using Microsoft.AspNetCore.Components;

namespace Webmail.Web.UI.Shell;

/// <summary>The snackbar. Whoever shows it owns the text; this one owns the eight seconds.</summary>
public sealed partial class Snackbar
{
    // ui.md section 7.
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(8);

    private ITimer? timer;
    private object? shown;
    private bool isPaused, wasRunning;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>One sentence; null shows nothing.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>Another value starts the time anew, even with the same text; null: the text itself.</summary>
    [Parameter]
    public object? Key { get; set; }

    /// <summary>Whether Undo is offered.</summary>
    [Parameter]
    public bool CanUndo { get; set; }

    /// <summary>A refusal: stays until it is closed.</summary>
    [Parameter]
    public bool IsError { get; set; }

    /// <summary>How many of <see cref="Total"/> are done.</summary>
    [Parameter]
    public int Done { get; set; }

    /// <summary>Size of a long operation; 0 for a short one.</summary>
    [Parameter]
    public int Total { get; set; }

    /// <summary>Whether <see cref="Done"/> is a share, in per cent, of one thing.</summary>
    [Parameter]
    public bool IsShare { get; set; }

    /// <summary>Undo was chosen. On the mail page its module answers <c>data-action=undo</c>, and nothing listens here.</summary>
    [Parameter]
    public EventCallback OnUndo { get; set; }

    /// <summary>Closed, or the time is up.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    private bool IsRunning => Total > 0 && Done < Total;

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var key = Text is null ? null : Key ?? Text;
        var hasEnded = wasRunning && !IsRunning;
        wasRunning = IsRunning;
        if (!Equals(key, shown)) (shown, isPaused) = (key, false);
        // What took long can be taken back as long as anything else, counted from its end.
        else if (!hasEnded || isPaused) return;
        Start();
    }

    private void Pause()
    {
        isPaused = true;
        timer?.Dispose();
    }

    private void Resume()
    {
        isPaused = false;
        Start();
    }

    private void Start()
    {
        timer?.Dispose();
        timer = shown is null || IsError ? null : Clock.CreateTimer(_ => _ = InvokeAsync(EndAsync), null, Stay, Timeout.InfiniteTimeSpan);
    }

    private Task EndAsync()
    {
        if (isPaused || shown is null) return Task.CompletedTask;
        // A long operation is still on its way: it stays, and its undo with it.
        if (IsRunning)
        {
            Start();
            return Task.CompletedTask;
        }

        return OnClose.InvokeAsync();
    }
}

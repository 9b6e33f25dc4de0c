using Microsoft.AspNetCore.Components;

namespace Webmail.Web.UI.Mail;

/// <summary>A part of the page that follows the view: drawn anew only when the view says that one of its regions changed.</summary>
public abstract class MailRegionComponent : ComponentBase, IDisposable
{
    private IDisposable? _subscription;
    private int _isQueued;

    /// <summary>The tab's state.</summary>
    [CascadingParameter]
    public MailView View { get; set; } = null!;

    /// <summary>What this part shows.</summary>
    protected abstract MailRegions Regions { get; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _subscription = View.Subscribe(OnChanged);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the part follows.</summary>
    protected virtual void Dispose(bool disposing) => _subscription?.Dispose();

    private void OnChanged(MailRegions regions)
    {
        // Any number of changes before the next drawing are one drawing.
        if ((regions & Regions) == 0 || Interlocked.Exchange(ref _isQueued, 1) == 1) return;
        _ = InvokeAsync(() =>
        {
            Interlocked.Exchange(ref _isQueued, 0);
            StateHasChanged();
        });
    }
}

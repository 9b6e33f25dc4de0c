using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Away;

namespace Webmail.Web.UI.Mail;

/// <summary>Reminds of out-of-office and forwarding while they are on.</summary>
public sealed partial class AutomaticBanner : IDisposable
{
    // Set up in another program, it shows here after this time; it costs one connection.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource left = new();
    private ITimer? timer;
    private bool isBusy;

    /// <summary>The tab's state, for what is said and taken back.</summary>
    [CascadingParameter]
    public MailView View { get; set; } = null!;

    /// <summary>The person's time zone.</summary>
    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Resources.Filters> Filters { get; set; } = null!;

    private AwayTexts Words => new(Text, Filters);

    private AutomaticMail Automatic => View.Session.Automatic;

    private Vacation? Vacation => Automatic.Vacation;

    private Forwarding? Forwarding => Automatic.Forwarding;

    /// <inheritdoc/>
    public void Dispose()
    {
        Automatic.Changed -= OnChanged;
        left.Cancel();
        timer?.Dispose();
        left.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Automatic.Changed += OnChanged;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        timer = Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, Next(), Timeout.InfiniteTimeSpan);
        await LookAsync();
    }

    private async Task LookAsync()
    {
        if (left.IsCancellationRequested) return;
        try
        {
            // Not a whole period old: timers are never exact.
            await Automatic.LookAsync(LookAgain / 2, left.Token);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The tab was left.
            return;
        }

        timer?.Change(Next(), Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    /// <summary>Until it begins or ends, or until the next look.</summary>
    private TimeSpan Next()
    {
        var now = Time.GetUtcNow();
        return ((DateTimeOffset?[])[Vacation?.From, Vacation?.Until]).Where(moment => moment > now).Select(moment => moment!.Value - now).Append(LookAgain).Min();
    }

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        if (left.IsCancellationRequested) return;
        timer?.Change(Next(), Timeout.InfiniteTimeSpan);
        StateHasChanged();
    });

    private async Task EndAsync()
    {
        if (Vacation is not { } ended) return;
        isBusy = true;
        var fault = await PutAsync(ended with { IsEnabled = false });
        isBusy = false;
        View.Say(fault is null ? new Notice(Text["TurnedOff"], TakeBack: () => PutAsync(ended)) : new Notice(fault, IsError: true));
    }

    /// <summary>Puts it into the script; returns why not.</summary>
    private async Task<string?> PutAsync(Vacation vacation)
    {
        var change = await View.Session.Scripts.ChangeAsync(
            (rules, features) => vacation.Problems(features, rules.Expands), (rules, features) => Vacation.Put(rules, vacation, features), CancellationToken.None);
        return Words.WhyNot(change)?.Text;
    }
}

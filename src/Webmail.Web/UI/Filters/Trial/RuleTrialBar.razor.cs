using Microsoft.AspNetCore.Components;
using MudBlazor;
using Webmail.Engine.Accounts;
using Webmail.Engine.Filtering;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Filters.Trial;

/// <summary>
/// The trial of the rule that is being edited. Each change breaks the trial before off and begins another when nothing more has changed for a
/// moment; what is shown is of the rule as it is, or nothing.
/// </summary>
public sealed partial class RuleTrialBar
{
    // Faster than a person looks down from what they typed, slower than they type.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(350);

    // What is there sooner needs no progress.
    private static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(500);

    private readonly string hitsId = $"hits-{Guid.NewGuid():N}";
    private FilterTest.Group? tried;
    private string? triedIn;
    private CancellationTokenSource running = new();
    private RuleTrial.Done? found;
    private RuleTrial.Failed? failed;
    private TrialProgress? progress;
    private bool isSlow, isShown, isWrong;
    private int looked;
    private string? untold, refusal;
    private IReadOnlyList<(string Text, bool IsBold)> words = [];

    /// <summary>Whose mail.</summary>
    [Parameter, EditorRequired]
    public AccountSession Session { get; set; } = null!;

    /// <summary>The rule as it is edited.</summary>
    [Parameter, EditorRequired]
    public FilterRule Rule { get; set; } = null!;

    /// <summary>What the server's Sieve can do.</summary>
    [Parameter, EditorRequired]
    public SieveFeatures Features { get; set; } = null!;

    /// <summary>The mailbox whose messages it is tried on, by its IMAP name.</summary>
    [Parameter, EditorRequired]
    public string Mailbox { get; set; } = "INBOX";

    /// <summary>It is to be tried on another one.</summary>
    [Parameter]
    public EventCallback<string> OnMailbox { get; set; }

    /// <summary>The person's time zone.</summary>
    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Another number: what is in the mailbox has changed, look again.</summary>
    [Parameter]
    public int Revision { get; set; }

    /// <summary>The rule is being applied; whoever shows it says what comes of it and offers the way back.</summary>
    [Parameter]
    public EventCallback<RuleApplication> OnApply { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private string State => isWrong ? "incomplete" : found is not null ? "done" : failed is not null ? "failed" : "looking";

    /// <inheritdoc/>
    public void Dispose()
    {
        running.Cancel();
        running.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // Only what it asks counts, and lists in it are compared one by one.
        if (tried is not null && looked == Revision && triedIn == Mailbox && RuleText.Of(tried, Features) == RuleText.Of(Rule.Condition, Features)) return;
        (tried, triedIn, looked) = (Rule.Condition, Mailbox, Revision);
        await LookAsync(Pause);
    }

    private Task AgainAsync() => LookAsync(TimeSpan.Zero);

    private async Task LookAsync(TimeSpan pause)
    {
        var token = Restart();
        isWrong = RuleText.Of(Rule.Condition, Features) is null;
        if (isWrong)
        {
            words = TrialWords.Plain(Texts["Incomplete"]);
            return;
        }

        try
        {
            await Task.Delay(pause, Clock, token);
            using var slow = Clock.CreateTimer(_ => _ = InvokeAsync(() => Slow(token)), null, SlowAfter, Timeout.InfiniteTimeSpan);
            var trial = await Session.RulesOnMail.TryAsync(
                Rule, Features, Mailbox, RulesOnMail.UsualMessages, new Told(step => _ = InvokeAsync(() => Tell(step, token))), token);
            if (!token.IsCancellationRequested) Take(trial);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The next change has begun another.
        }
        catch (SignInException)
        {
            // The page asks for the password by itself.
            words = TrialWords.Plain(Texts["NotNow"]);
        }
    }

    private CancellationToken Restart()
    {
        running.Cancel();
        running.Dispose();
        running = new CancellationTokenSource();
        (found, failed, progress, isSlow, untold, refusal) = (null, null, null, false, null, null);
        // The last words stay until there are others, so that a screen reader is told once and the line does not flicker.
        if (words.Count == 0) words = TrialWords.Plain(Texts["Looking"]);
        return running.Token;
    }

    private void Take(RuleTrial trial)
    {
        (found, failed, isSlow) = (trial as RuleTrial.Done, trial as RuleTrial.Failed, false);
        words = trial switch
        {
            RuleTrial.Done { Looked: 0 } => TrialWords.Plain(Texts["NoMail"]),
            RuleTrial.Done { Hits.Count: 1 } done => TrialWords.WithBold(Texts["Hits_One", done.Looked]),
            RuleTrial.Done done => TrialWords.WithBold(Texts["Hits_Many", done.Hits.Count, done.Looked]),
            _ => TrialWords.Plain(Texts["Failed", MailTexts[$"BoxRefused_{((RuleTrial.Failed)trial).Refusal.Reason}", ((RuleTrial.Failed)trial).Refusal.ServerText]]),
        };
        untold = found is { Untold.IsEmpty: false } some ? TrialWords.Untold(some, Texts) : null;
        if (found is null or { Hits.IsEmpty: true }) isShown = false;
    }

    private void Slow(CancellationToken token)
    {
        if (token.IsCancellationRequested || found is not null || failed is not null) return;
        (isSlow, words) = (true, TrialWords.Plain(Texts["Looking"]));
        StateHasChanged();
    }

    private void Tell(TrialProgress step, CancellationToken token)
    {
        if (token.IsCancellationRequested) return;
        progress = step;
        if (isSlow) StateHasChanged();
    }

    private async Task AskAsync()
    {
        refusal = null;
        if (RuleCheck.Problems(Rule, Features) is { Count: > 0 })
        {
            refusal = Texts["NotReady"];
            return;
        }

        RuleApplication? application = null;
        await (await Dialogs.ShowAsync<ApplyDialog>(
            null,
            new DialogParameters
            {
                [nameof(ApplyDialog.Session)] = Session,
                [nameof(ApplyDialog.Rule)] = Rule,
                [nameof(ApplyDialog.Features)] = Features,
                [nameof(ApplyDialog.Trial)] = found,
                [nameof(ApplyDialog.Begun)] = (Action<RuleApplication>)(begun => application = begun),
            },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true })).Result;
        if (application is null) return;
        await OnApply.InvokeAsync(application);
        // What was found has moved on.
        await application.Outcome;
        tried = null;
        await OnParametersSetAsync();
    }

    private sealed class Told(Action<TrialProgress> tell) : IProgress<TrialProgress>
    {
        public void Report(TrialProgress value) => tell(value);
    }
}

using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Web.Hosting.Security;
using Webmail.Web.Hosting.SignIn;
using Webmail.Web.UI.Mail.Reader;

namespace Webmail.Web.Endpoints;

/// <summary>
/// What the composer asks for over HTTP: a draft to begin with, saving, discarding, sending. What the mail server refuses is an answer in
/// words, no error of HTTP: the page goes on trying.
/// </summary>
internal static class ComposeEndpoints
{
    // The longest that the settings offer; what is stored may be of another version.
    private const int LongestHoldSeconds = 30;

    // Nobody forwards more at once; each is fetched before the composer opens.
    private const int MaxSources = 100;

    /// <summary>How long what is sent can be taken back.</summary>
    public static TimeSpan HoldOf(PersonSettings settings) => TimeSpan.FromSeconds(Math.Clamp(settings.UndoSendSeconds, 0, LongestHoldSeconds));

    public static void MapCompose(this IEndpointRouteBuilder app)
    {
        app.MapGet("/compose/draft", BeginAsync);
        app.MapPut("/compose/{id:guid}", SaveAsync).RequireAntiforgery();
        app.MapPost("/compose/{id:guid}/newer", FindNewerAsync).RequireAntiforgery();
        app.MapDelete("/compose/{id:guid}", DiscardAsync).RequireAntiforgery();
        app.MapPost("/compose/{id:guid}/send", SendAsync).RequireAntiforgery();
        app.MapWriting();
        app.MapRecipients();
        app.MapUploads();
        app.MapOutbox();
    }

    private static async Task<IResult> BeginAsync(
        HttpContext context, string kind, string[] m, SettingsStore store, TimeProvider time, IStringLocalizer<Resources.Compose> localizer)
    {
        var sources = m.Select(MessageToken.Read).ToList();
        if (!Enum.TryParse<DraftKind>(kind, ignoreCase: true, out var begun) || !Enum.IsDefined(begun) || sources.Count is 0 or > MaxSources || sources.Contains(null))
            return Results.BadRequest();
        var session = context.GetAccountSession();
        var texts = new ComposeTexts(localizer);
        var settings = await store.GetAsync(session.Account.Id, context.RequestAborted);
        var words = texts.Quotes(MessageDates.For(context, settings, time));
        var drafts = await context.GetDraftsAsync();
        return await AnswerAsync(texts, async () => new { Draft = await drafts.BeginAsync(begun, [.. sources.OfType<MessageKey>()], words, context.RequestAborted) });
    }

    private static async Task<IResult> SaveAsync(HttpContext context, Guid id, IStringLocalizer<Resources.Compose> localizer)
    {
        if (await DraftJson.ReadAsync(context, id) is not { } draft)
            return Results.BadRequest();
        var texts = new ComposeTexts(localizer);
        try
        {
            // Not given up when the page is left: what was sent for saving is saved.
            var saved = await (await context.GetDraftsAsync()).SaveAsync(draft, CancellationToken.None);
            return DraftJson.Answer(new { State = "saved", saved.At, saved.SavedAs });
        }
        catch (DraftFaultException faults)
        {
            return DraftJson.Answer(new { State = "failed", Reason = texts.Problem(faults, draft) });
        }
        catch (Exception fault) when (texts.WhyNot(fault) is not null)
        {
            return DraftJson.Answer(new { State = "failed", Reason = texts.WhyNot(fault) });
        }
    }

    /// <summary>What another device saved of a draft since the browser kept it; null: nothing.</summary>
    private static async Task<IResult> FindNewerAsync(HttpContext context, Guid id, long at, IStringLocalizer<Resources.Compose> localizer)
    {
        if (await DraftJson.ReadAsync(context, id) is not { } draft || at is < 0 or > 253402300799999)
            return Results.BadRequest();
        return await AnswerAsync(new ComposeTexts(localizer), async () => new
        {
            Newer = await context.GetAccountSession().Drafts.FindNewerAsync(draft, DateTimeOffset.FromUnixTimeMilliseconds(at), context.RequestAborted),
        });
    }

    private static async Task<IResult> DiscardAsync(HttpContext context, Guid id, IStringLocalizer<Resources.Compose> localizer)
    {
        if (await DraftJson.ReadAsync(context, id) is not { } draft)
            return Results.BadRequest();
        return await AnswerAsync(new ComposeTexts(localizer), async () =>
        {
            await context.GetAccountSession().Drafts.DiscardAsync(draft, CancellationToken.None);
            return new { State = "discarded" };
        });
    }

    private static async Task<IResult> SendAsync(
        HttpContext context, Guid id, bool? now, Outbox outbox, SettingsStore store, IStringLocalizer<Resources.Compose> localizer)
    {
        if (await DraftJson.ReadAsync(context, id) is not { } draft)
            return Results.BadRequest();
        var session = context.GetAccountSession();
        var texts = new ComposeTexts(localizer);
        if (session.Account.Submission is null)
            return DraftJson.Answer(new { Reason = texts.NoSubmission });
        try
        {
            var settings = await store.GetAsync(session.Account.Id, context.RequestAborted);
            var hold = now == true ? TimeSpan.Zero : HoldOf(settings);
            using var message = await (await context.GetDraftsAsync()).PrepareAsync(draft, context.RequestAborted);
            var entry = await outbox.HoldAsync(session, message, draft, hold, context.RequestAborted);
            return DraftJson.Answer(new { Outbox = entry.Id, HoldSeconds = entry.Step == OutboxStep.Held ? (int)hold.TotalSeconds : 0 });
        }
        catch (DraftFaultException faults)
        {
            return DraftJson.Answer(new { Problems = texts.Problems(faults, draft) });
        }
        catch (AlreadySentException)
        {
            return DraftJson.Answer(new { Reason = texts.AlreadySent, IsSent = true });
        }
        catch (SendingLimitException limit)
        {
            return DraftJson.Answer(new { Reason = texts.Limit(limit) });
        }
        catch (Exception fault) when (texts.WhyNot(fault) is not null)
        {
            return DraftJson.Answer(new { Reason = texts.WhyNot(fault) });
        }
    }

    private static async Task<IResult> AnswerAsync(ComposeTexts texts, Func<Task<object>> ask)
    {
        try
        {
            return DraftJson.Answer(await ask());
        }
        catch (Exception fault) when (texts.WhyNot(fault) is not null)
        {
            return DraftJson.Answer(new { Reason = texts.WhyNot(fault) });
        }
    }
}

using Microsoft.Extensions.Localization;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Language;
using Webmail.Web.Hosting.Security;
using Webmail.Web.Hosting.SignIn;
using Webmail.Web.UI.Filters;
using Webmail.Web.UI.Filters.Saving;
using Webmail.Web.UI.Filters.Source;

namespace Webmail.Web.Endpoints;

/// <summary>
/// The source of an account's script, over HTTP: a circuit takes no message of its size. What the server refuses is an answer in words.
/// </summary>
internal static class ScriptEndpoints
{
    // A script at its longest in a form that escapes much of it.
    private const long MaxBody = 8L << 20;

    public static void MapScript(this IEndpointRouteBuilder app)
    {
        app.MapGet("/filters/script", ReadAsync);
        app.MapPost("/filters/script/check", CheckAsync).RequireAntiforgery();
        app.MapPut("/filters/script", SaveAsync).RequireAntiforgery();
    }

    private static async Task<IResult> ReadAsync(HttpContext context, IStringLocalizer<Resources.Script> texts, IStringLocalizer<Resources.Filters> filters)
    {
        var reading = await context.GetAccountSession().Scripts.ReadAsync(context.RequestAborted);
        return reading is ScriptReading.Read { Script: var script } ? Shown(script, texts) : Refused(ScriptWords.Of(((ScriptReading.Failed)reading).Fault, filters));
    }

    private static async Task<IResult> CheckAsync(HttpContext context, IStringLocalizer<Resources.Script> texts, IStringLocalizer<Resources.Filters> filters)
    {
        if (await SentAsync(context) is not { } sent)
            return Results.BadRequest();
        if (OwnFault(sent.Text, texts) is { } fault)
            return DraftJson.Answer(new { Faults = new[] { fault } });
        return await context.GetAccountSession().Scripts.CheckAsync(sent.Text, context.RequestAborted) switch
        {
            null => DraftJson.Answer(new { Said = texts["CheckedGood"].Value, State = "good" }),
            var saving => Answer(saving, texts, filters),
        };
    }

    private static async Task<IResult> SaveAsync(HttpContext context, IStringLocalizer<Resources.Script> texts, IStringLocalizer<Resources.Filters> filters)
    {
        if (await SentAsync(context) is not { Version: { } version, Name: { } name } sent)
            return Results.BadRequest();
        if (OwnFault(sent.Text, texts) is { } fault)
            return DraftJson.Answer(new { Faults = new[] { fault } });
        var scripts = context.GetAccountSession().Scripts;
        // Not given up when the page is left: what was sent for saving is saved.
        var reading = await scripts.ReadAsync(CancellationToken.None);
        if (reading is not ScriptReading.Read { Script: var there })
            return Refused(ScriptWords.Of(((ScriptReading.Failed)reading).Fault, filters));
        if ((there.Name, there.Version) != (name, version))
            return Answer(new ScriptSaving.Conflict(there, sent.Text), texts, filters);
        // The browser knows one kind of line end; the script keeps its own.
        var text = there.Text.Length == 0 || there.Text.Contains("\r\n", StringComparison.Ordinal) ? sent.Text.ReplaceLineEndings("\r\n") : sent.Text.ReplaceLineEndings("\n");
        return Answer(await scripts.SaveAsync(there, text, CancellationToken.None), texts, filters);
    }

    private static IResult Answer(ScriptSaving saving, IStringLocalizer<Resources.Script> texts, IStringLocalizer<Resources.Filters> filters)
    {
        var words = ScriptWords.Of(saving, filters);
        return saving switch
        {
            ScriptSaving.Saved { Script: var script } => DraftJson.Answer(new { State = "saved", Said = words.Text, Remarks = words.ServerText, script.Version, script.Name }),
            ScriptSaving.NotActive { Script: var script } => DraftJson.Answer(new { State = "waiting", Said = words.Text, Remarks = words.ServerText, script.Version, script.Name }),
            ScriptSaving.Conflict { Theirs: var theirs } => DraftJson.Answer(new { State = "conflict", Said = words.Text, theirs.Text, theirs.Version, theirs.Name }),
            ScriptSaving.Invalid { ServerText: var said } => DraftJson.Answer(new { State = "invalid", Said = words.Text, Remarks = said, Faults = ScriptRemarks.Of(said).Select(remark => new { remark.Line, Column = 1, remark.Text }) }),
            _ => Refused(words),
        };
    }

    private static IResult Shown(StoredScript script, IStringLocalizer<Resources.Script> texts) => DraftJson.Answer(new
    {
        script.Name,
        script.Version,
        script.Others,
        State = script.State.ToString().ToLowerInvariant(),
        Text = script.Text.Length > SieveScript.MaxLength ? null : script.Text,
        // JSON has no way to carry them to the browser and back.
        Locked = script.Text.Length > SieveScript.MaxLength ? texts["TooLong"].Value : SieveText.HasForeignOctets(script.Text) ? texts["ForeignOctets"].Value : null,
    });

    private static IResult Refused(ScriptNotice notice) => DraftJson.Answer(new { State = "failed", Said = notice.Text, Remarks = notice.ServerText });

    private static object? OwnFault(string text, IStringLocalizer<Resources.Script> texts) => SieveScript.TryParse(text, out _, out var error)
        ? null : new { error.Position.Line, error.Position.Column, Text = Says(error, texts) };

    // At the end there is nothing to name.
    private static string Says(SieveSyntaxError error, IStringLocalizer<Resources.Script> texts) =>
        error.Found.Length == 0 && error.Fault is (SieveFault.ExpectedCommand or SieveFault.ExpectedTest or SieveFault.ExpectedString or SieveFault.ExpectedCommaOrEnd or SieveFault.ExpectedEndOfCommand)
            ? texts["Syntax_End"] : texts[$"Syntax_{error.Fault}", error.Found];

    private static async Task<SentScript?> SentAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not (>= 0 and <= MaxBody))
            return null;
        return await DraftJson.ReadAsync<SentScript>(context) is { Text: not null } sent ? sent : null;
    }

    /// <summary>What the page sends.</summary>
    /// <param name="Text">The script.</param>
    /// <param name="Name">The name of the one it was made from.</param>
    /// <param name="Version">And its hash.</param>
    private sealed record SentScript(string Text, string? Name, string? Version);
}

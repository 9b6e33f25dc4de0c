using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Invitations;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Web.UI.Mail.Reader;
using Card = Webmail.Web.UI.Mail.Reader.Invitations.InvitationAnswer;

namespace Webmail.Web.Endpoints;

/// <summary>Sends one answer: checks it against the invitation as it is now, puts it into the outbox, and remembers it.</summary>
internal sealed class InvitationAnswering(HttpContext context, MessageRequest request, PersonSettings settings)
{
    private readonly IStringLocalizer<Resources.Calendars> text = context.RequestServices.GetRequiredService<IStringLocalizer<Resources.Calendars>>();
    private readonly MeetingMemory memory = context.RequestServices.GetRequiredService<MeetingMemory>();
    private readonly Outbox outbox = context.RequestServices.GetRequiredService<Outbox>();
    private readonly TimeProvider time = context.RequestServices.GetRequiredService<TimeProvider>();

    /// <summary>Sends it, or says why not.</summary>
    /// <param name="index">Which calendar of the message.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="address">Which of the person's addresses answers; empty: the one that is invited.</param>
    /// <param name="comment">What they add.</param>
    public async Task<IResult> RunAsync(int index, Participation answer, string address, string comment)
    {
        var session = request.Session;
        var message = await request.ReadAsync(context);
        var cards = await InvitationEndpoints.LookAsync(context, request, message, MessageDates.For(context, settings, time));
        if (cards is null || index < 0 || index >= cards.Standings.Count || cards.Standings[index].Standing is not { CanAnswer: true, Invitation.Main: { } main } standing)
            return Refuse(text["Failed_Standing"]);
        if (comment.Length > Card.MaxComment)
            return Refuse(text["Failed_Comment", Card.MaxComment]);
        if (AuthorOf(standing, address) is not { } author)
            return Refuse(text["Failed_Address"]);
        // An answer that still waits is not sent besides this one.
        if (standing.Answer is { } before && await outbox.TakeBackAsync(session.Account.Id, before.Id, CancellationToken.None) is not null)
            await memory.ForgetAsync(session.Account.Id, before.Id, CancellationToken.None);

        var headers = await MessageRequest.OrWhyNotAsync(() => session.Reader.GetHeadersAsync(request.Key, context.RequestAborted));
        var made = new InvitationAnswer(standing.Invitation, author, answer, comment).Make(request.Key, headers, Words, time.GetUtcNow());
        using var outgoing = made.Message;
        var hold = ComposeEndpoints.HoldOf(settings);
        await memory.RememberAsync(session.Account.Id, main, new GivenAnswer(answer, main.Sequence, time.GetUtcNow(), author.Address, outgoing.Id), CancellationToken.None);
        try
        {
            var entry = await outbox.HoldAsync(session, outgoing, made.Draft, hold, CancellationToken.None);
            return DraftJson.Answer(new { Outbox = entry.Id, HoldSeconds = (int)hold.TotalSeconds });
        }
        catch
        {
            await memory.ForgetAsync(session.Account.Id, outgoing.Id, CancellationToken.None);
            throw;
        }
    }

    private AnswerWords Words => new(
        (answer, title) => text[$"Subject_{answer}", title.Length > 0 ? title : text["Untitled"].Value],
        (answer, who, title) => text[$"Letter_{answer}", who, title.Length > 0 ? title : text["Untitled"].Value]);

    /// <summary>Only an address that was invited, or where none was, the one that the person chose.</summary>
    private static Identity? AuthorOf(InvitationStanding standing, string address)
    {
        var choices = standing.Invited.IsEmpty ? standing.Own : standing.Invited;
        return address.Length > 0 ? choices.FirstOrDefault(own => own.HasAddress(address)) : choices.DistinctBy(static own => own.Address.ToLowerInvariant()).Count() == 1 || !standing.Invited.IsEmpty ? choices[0] : null;
    }

    private static IResult Refuse(string reason) => DraftJson.Answer(new { Reason = reason });
}

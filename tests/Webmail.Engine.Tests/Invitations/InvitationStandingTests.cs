using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Webmail.Engine.Invitations;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Tests.Storage;

namespace Webmail.Engine.Tests.Invitations;

/// <summary>What an invitation is to the person who reads it, and what is remembered of it.</summary>
public sealed class InvitationStandingTests : IAsyncDisposable
{
    private static readonly Identity Martina = new("Martina", "martina@example.test");
    private readonly SqliteFile file = new();
    private ServiceProvider? services;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void Who_is_invited_can_answer()
    {
        var standing = Standing(Ics.Request());

        Assert.True(standing.CanAnswer);
        Assert.Equal(Martina, Assert.Single(standing.Invited));
        Assert.Null(standing.SpeaksFor);
        Assert.False((standing with { CanSend = false }).CanAnswer);
    }

    [Fact]
    public void A_message_of_another_than_the_organiser_says_so()
    {
        Assert.Equal("anna@example.org", Standing(Ics.Request(), "eve@example.org").SpeaksFor!.Address);
        Assert.Null(Standing(Ics.Request("ORGANIZER;SENT-BY=\"mailto:office@example.org\":mailto:anna@example.org"), "office@example.org").SpeaksFor);
        Assert.Equal("martina@example.test", Standing(Ics.Calendar("REPLY", Ics.Event()), "eve@example.org").SpeaksFor!.Address);
    }

    [Theory]
    [InlineData("REQUEST", "ORGANIZER:mailto:martina@example.test")]
    [InlineData("REQUEST", "STATUS:CANCELLED")]
    [InlineData("CANCEL", "SUMMARY:x")]
    [InlineData("PUBLISH", "SUMMARY:x")]
    [InlineData("REPLY", "SUMMARY:x")]
    [InlineData("REQUEST", "ORGANIZER:http://example.org")]
    [InlineData("REQUEST", "UID:")]
    public void What_wants_no_answer_of_ours_gets_none(string method, string line) => Assert.False(Standing(Ics.Calendar(method, Ics.Event(line))).CanAnswer);

    [Fact]
    public void A_forwarded_invitation_is_answered_by_choice_only()
    {
        var standing = Standing(Ics.Request("ATTENDEE:mailto:other@example.org"));

        Assert.Empty(standing.Invited);
        Assert.True(standing.CanAnswer);
    }

    [Fact]
    public async Task A_later_state_makes_the_earlier_one_outdated()
    {
        var memory = await MemoryAsync();
        var first = await memory.LookAsync("a", Standing(Ics.Request()), isForged: false, Now);
        var second = await memory.LookAsync("a", Standing(Ics.Request("SEQUENCE:1")), isForged: false, Now);
        first = await memory.LookAsync("a", Standing(Ics.Request()), isForged: false, Now);

        Assert.Equal((false, true, true), (second.IsOutdated, second.IsUpdate, second.CanAnswer));
        Assert.Equal((true, false, false), (first.IsOutdated, first.IsUpdate, first.CanAnswer));
        var elsewhere = await memory.LookAsync("b", Standing(Ics.Request()), isForged: false, Now);
        Assert.False(elsewhere.IsOutdated);
    }

    [Fact]
    public async Task Nobody_but_the_organiser_makes_an_invitation_old()
    {
        var memory = await MemoryAsync();
        await memory.LookAsync("a", Standing(Ics.Request()), isForged: false, Now);
        await memory.LookAsync("a", Standing(Ics.Request("SEQUENCE:9"), "eve@example.org"), isForged: false, Now);
        await memory.LookAsync("a", Standing(Ics.Request("SEQUENCE:9")), isForged: true, Now);
        await memory.LookAsync("a", Standing(Ics.Calendar("CANCEL", Ics.Event("SEQUENCE:9", "ORGANIZER:mailto:eve@example.org")), "eve@example.org"), isForged: false, Now);

        Assert.True((await memory.LookAsync("a", Standing(Ics.Request()), isForged: false, Now)).CanAnswer);
    }

    [Fact]
    public async Task A_cancelled_event_cannot_be_answered_any_more()
    {
        var memory = await MemoryAsync();
        await memory.LookAsync("a", Standing(Ics.Calendar("CANCEL", Ics.Event("SEQUENCE:1"))), isForged: false, Now);

        Assert.True((await memory.LookAsync("a", Standing(Ics.Request()), isForged: false, Now)).IsWithdrawn);
        // A date of it is off as well.
        Assert.True((await memory.LookAsync("a", Standing(Ics.Request("RECURRENCE-ID:20261207T090000Z")), isForged: false, Now)).IsWithdrawn);
        Assert.False((await memory.LookAsync("a", Standing(Ics.Request("SEQUENCE:2")), isForged: false, Now)).IsWithdrawn);
    }

    [Fact]
    public async Task An_answer_is_remembered_until_it_is_taken_back()
    {
        var memory = await MemoryAsync();
        var (yes, no) = (Answer(Participation.Accepted), Answer(Participation.Declined));
        var standing = Standing(Ics.Request());
        await memory.RememberAsync("a", standing.Invitation.Main!, yes, Now);
        await memory.RememberAsync("a", standing.Invitation.Main!, no, Now);

        Assert.Equal(no, (await memory.LookAsync("a", standing, isForged: false, Now)).Answer);
        await memory.ForgetAsync("a", no.Id, Now);
        Assert.Equal(yes, (await memory.LookAsync("a", standing, isForged: false, Now)).Answer);
        await memory.ForgetAsync("a", yes.Id, Now);
        Assert.Null((await memory.LookAsync("a", standing, isForged: false, Now)).Answer);
        // Nobody else takes it back.
        await memory.RememberAsync("a", standing.Invitation.Main!, yes, Now);
        await memory.ForgetAsync("b", yes.Id, Now);
        Assert.Equal(yes, (await memory.LookAsync("a", standing, isForged: false, Now)).Answer);
    }

    [Fact]
    public async Task Nothing_of_an_event_lies_open_in_the_database()
    {
        var memory = await MemoryAsync();
        await memory.RememberAsync("a", Standing(Ics.Request()).Invitation.Main!, Answer(Participation.Accepted), Now);
        await using var database = await services!.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync(Now);

        Assert.DoesNotContain("martina", System.Text.Encoding.UTF8.GetString((await database.Meetings.SingleAsync(Now)).Content));
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        await file.DisposeAsync();
    }

    private static GivenAnswer Answer(Participation answer) => new(answer, 0, DateTimeOffset.UnixEpoch, "martina@example.test", Guid.NewGuid());

    private static InvitationStanding Standing(string text, string from = "anna@example.org") =>
        InvitationStanding.Of(Ics.Read(text), ImmutableArray.Create(new Correspondent("", from)), [Martina]);

    private async Task<MeetingMemory> MemoryAsync()
    {
        services = await file.OpenAsync();
        // Turned around is enough to tell sealed from open.
        var sealing = new Sealing(static plain => [.. plain.Select(static b => (byte)~b)], static sealedBytes => [.. sealedBytes.Select(static b => (byte)~b)]);
        return new MeetingMemory(services.GetRequiredService<IDbContextFactory<WebmailDb>>(), sealing, TimeProvider.System, NullLogger<MeetingMemory>.Instance);
    }
}

using System.Net;

namespace Webmail.Web.Tests.Endpoints;

public sealed class InvitationEndpointTests
{
    private const string Invitation = """
        From: Anna <anna@example.org>
        To: someone@example.test
        Subject: Planung
        MIME-Version: 1.0
        Content-Type: text/calendar; charset=utf-8; method=REQUEST

        BEGIN:VCALENDAR
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:u1@example.org
        SUMMARY:<b>Planung</b>
        DTSTART:20301130T090000Z
        ORGANIZER:mailto:anna@example.org
        ATTENDEE:mailto:someone@example.test
        END:VEVENT
        END:VCALENDAR

        """;

    private const string Plain = """
        From: Anna <anna@example.org>
        Subject: Nichts

        Text

        """;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_card_comes_with_the_message_and_by_itself_and_is_not_kept()
    {
        await using var host = await MessageHost.StartAsync(Invitation);

        var message = await host.Browser.GetStringAsync(MessageHost.Message, Now);
        using var card = await host.Browser.GetAsync(MessageHost.Message + "/invitation", Now);

        Assert.Contains("&lt;b&gt;Planung&lt;/b&gt;", message);
        Assert.Contains("css/invitation", message);
        Assert.Contains("inv-form", message);
        // The file stays.
        Assert.Contains("invitation.ics", message);
        Assert.Contains("&lt;b&gt;Planung&lt;/b&gt;", await card.Content.ReadAsStringAsync(Now));
        Assert.True(card.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Who_cannot_send_is_offered_no_answer_and_told_nothing_untrue()
    {
        await using var host = await MessageHost.StartAsync(Invitation, ("Mail:Submission:Host", ""));

        var message = await host.Browser.GetStringAsync(MessageHost.Message, Now);

        Assert.Contains("&lt;b&gt;Planung&lt;/b&gt;", message);
        Assert.DoesNotContain("inv-form", message);
        Assert.DoesNotContain("None of your addresses", message);
    }

    [Fact]
    public async Task A_message_without_a_calendar_has_nothing_of_it()
    {
        await using var host = await MessageHost.StartAsync(Plain);

        using var card = await host.Browser.GetAsync(MessageHost.Message + "/invitation", Now);

        Assert.Equal(HttpStatusCode.NotFound, card.StatusCode);
        Assert.DoesNotContain("invitation", await host.Browser.GetStringAsync(MessageHost.Message, Now));
    }

    [Fact]
    public async Task No_answer_is_sent_for_another_page()
    {
        await using var host = await MessageHost.StartAsync(Invitation);

        using var answer = await host.Browser.PostAsync(MessageHost.Message + "/invitation/0", new FormUrlEncodedContent([new("answer", "accepted")]), Now);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}

using MailKit;
using MimeKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>Whether a message is the first from its author, as a real server tells.</summary>
public sealed class EarlierMailTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task The_first_message_of_somebody_is_told_from_those_of_others_whose_address_ends_like_it(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var inbox = await account.SelectAsync("INBOX");
        await AppendAsync("steve@outside.test", account.User);
        var eve = await AppendAsync("eve@outside.test", account.User);
        Assert.True(await account.Session.EarlierMail.AskIsFirstAsync(eve, "eve@outside.test", Cancelled));

        var again = await AppendAsync("\"Eve, at home\" <Eve@outside.test>", account.User);
        Assert.False(await account.Session.EarlierMail.AskIsFirstAsync(again, "eve@outside.test", Cancelled));

        // Whoever was written to is nobody new; who is called nearly so is.
        var sent = await account.CreateAsync("Sent");
        await sent.AppendAsync(Letter(account.User, "max@outside.test, ina@outside.test"), MessageFlags.None, Cancelled);
        var ina = await AppendAsync("ina@outside.test", account.User);
        var na = await AppendAsync("na@outside.test", account.User);
        Assert.False(await account.Session.EarlierMail.AskIsFirstAsync(ina, "ina@outside.test", Cancelled));
        Assert.True(await account.Session.EarlierMail.AskIsFirstAsync(na, "na@outside.test", Cancelled));

        async Task<MessageKey> AppendAsync(string from, string to)
        {
            var uid = await inbox.AppendAsync(Letter(from, to), MessageFlags.None, Cancelled);
            return new MessageKey("INBOX", uid!.Value.Validity, uid.Value.Id);
        }
    }

    private static MimeMessage Letter(string from, string to) =>
        new(InternetAddressList.Parse(from), InternetAddressList.Parse(to), "x", new TextPart("plain") { Text = "x" });
}

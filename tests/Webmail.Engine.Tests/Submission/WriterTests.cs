using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

/// <summary>Whom a message may be from, whatever a browser says.</summary>
public sealed class WriterTests : IAsyncDisposable
{
    private static readonly Account Account = new("anna@example.org", new ServerEndpoint("127.0.0.1", 1, TransportSecurity.None, null), null, null);

    private static readonly PersonSettings Settings = new()
    {
        Identities =
        [
            new() { Name = "Info", Address = "info@example.org", ReplyTo = "Desk <desk@example.org>", SentMailbox = "Sent/Info" },
            new() { Name = "Anna", Address = "Anna@Example.org" },
            new() { Name = "Anna Berg", Address = "anna@example.org" },
        ],
    };

    private readonly ComposedMessage composed = new();

    public ValueTask DisposeAsync() => composed.DisposeAsync();

    [Fact]
    public void Who_set_up_nothing_writes_from_the_accounts_own_address() =>
        Assert.Equal(new Identity("", "anna@example.org"), Assert.Single(Writer.Of(Account, new PersonSettings(), anyAddress: true).Identities));

    [Fact]
    public void A_host_can_leave_people_their_own_address_alone()
    {
        Assert.Equal(["info@example.org", "Anna@Example.org", "anna@example.org"], Writer.Of(Account, Settings, anyAddress: true).Identities.Select(identity => identity.Address));
        Assert.Equal(["Anna", "Anna Berg"], Writer.Of(Account, Settings, anyAddress: false).Identities.Select(identity => identity.Name));
        var foreign = Settings with { Identities = [Settings.Identities[0]] };
        Assert.Equal([new Identity("", "anna@example.org")], Writer.Of(Account, foreign, anyAddress: false).Identities);
    }

    [Theory]
    [InlineData("Anna Berg <anna@example.org>", "Anna Berg <anna@example.org>")]
    [InlineData("Somebody <ANNA@example.org>", "Anna <Anna@Example.org>")]
    [InlineData("info@example.org", "Info <info@example.org>")]
    [InlineData(null, "Info <info@example.org>")]
    public async Task The_author_is_one_of_the_identities(string? typed, string author)
    {
        using var outgoing = await composed.OutgoingAsync(ComposedMessage.Draft with { From = typed }, Writer.Of(Account, Settings, anyAddress: true));

        Assert.Equal(author, HeaderFields.Text(outgoing.Message.From.Mailboxes.Single()));
    }

    [Theory]
    [InlineData("Boss <boss@example.org>", DraftFaultKind.ForeignSender)]
    [InlineData("nobody", DraftFaultKind.InvalidAddress)]
    [InlineData("anna@example.org, boss@example.org", DraftFaultKind.InvalidAddress)]
    public async Task Nobody_writes_from_an_address_that_is_not_theirs(string typed, DraftFaultKind kind)
    {
        var faults = await Assert.ThrowsAsync<DraftFaultException>(() => composed.OutgoingAsync(ComposedMessage.Draft with { From = typed }, Writer.Of(Account, Settings, anyAddress: true)));

        Assert.Equal([new DraftFault("from", 0, kind)], faults.Faults);
    }

    [Fact]
    public async Task An_identity_says_where_answers_go_and_where_the_copy_lies()
    {
        var writer = Writer.Of(Account, Settings with { NamesProgram = false }, anyAddress: true);
        using var info = await composed.OutgoingAsync(ComposedMessage.Draft with { From = "info@example.org", AsksForDelivery = true, Priority = -1 }, writer);
        using var anna = await composed.OutgoingAsync(ComposedMessage.Draft with { From = "anna@example.org" }, writer);

        Assert.Equal("Desk <desk@example.org>", HeaderFields.Text(info.Message.ReplyTo.Mailboxes.Single()));
        Assert.Equal(("Sent/Info", true, "info@example.org"), (info.SentMailbox, info.AsksForDelivery, info.EnvelopeFrom));
        Assert.Equal((XMessagePriority.Lowest, MessageImportance.Low), (info.Message.XPriority, info.Message.Importance));
        Assert.Empty(anna.Message.ReplyTo);
        Assert.Equal((null, false), (anna.SentMailbox, anna.AsksForDelivery));
        Assert.DoesNotContain(anna.Message.Headers, header => header.Id == HeaderId.UserAgent);
    }

    [Fact]
    public async Task A_draft_of_an_address_that_is_not_set_up_here_stays_as_it_was_written()
    {
        var draft = ComposedMessage.Draft with { From = "Other <other@example.org>", AsksForDelivery = true };
        using var saved = await composed.Composer.ComposeDraftAsync(draft, Writer.Of(Account, Settings, anyAddress: true), TestContext.Current.CancellationToken);

        Assert.Equal("other@example.org", saved.From.Mailboxes.Single().Address);
        Assert.True(DraftMark.AsksForDelivery(saved.Headers));
    }
}

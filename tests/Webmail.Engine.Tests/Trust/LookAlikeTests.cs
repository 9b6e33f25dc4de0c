using FsCheck;
using FsCheck.Fluent;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Trust;
using Webmail.Engine.Trust.LookAlikes;

namespace Webmail.Engine.Tests.Trust;

/// <summary>Who passes for whom.</summary>
public sealed class LookAlikeTests
{
    private static readonly KnownPeople Known = new(
    [
        new("Musterbank Service", "service@musterbank.example"), new("Petra Hoffmann", "petra.hoffmann@hoffmann-statik.example"), new("Kundendienst", "info@online1.example"),
        new("", "paypal@paypal.example"), new("Max", "max@web.example"), new("Jürgen Groß", "jg@groß.example"), new("Anna Schmidt", "anna.schmidt@gmail.com"),
    ]);

    private static readonly Correspondent[] Own = [new("Martina Krüger", "martina@krueger.example")];

    private static SenderCheck Check(string name, string address, params string[] replyTo) =>
        SenderCheck.Of(new Correspondent(name, address), [.. replyTo.Select(static to => new Correspondent("", to))], Known, Own, isList: false);

    [Theory]
    [InlineData("service@rnusterbank.example", "service@|rn|usterbank.example")]
    [InlineData("sicherheit@rnusterbank.example", "sicherheit@|rn|usterbank.example")]
    [InlineData("service@login.rnusterbank.example", "service@|login.rn|usterbank.example")]
    [InlineData("service@mustérbank.example", "service@must|é|rbank.example")]
    [InlineData("service@xn--mustrbank-e4a.example", "service@must|é|rbank.example")]
    [InlineData("service@mustеrbank.example", "service@must|е|rbank.example")]
    [InlineData("info@onlinel.example", "info@online|l|.example")]
    [InlineData("x@раураl.example", "x@|раура|l.example")]
    [InlineData("petra.hoffrnann@hoffmann-statik.example", "petra.hoff|rn|ann@hoffmann-statik.example")]
    [InlineData("martina@kruegеr.example", "martina@krueg|е|r.example")]
    // A capital I is drawn as a small l.
    [InlineData("paypal@paypaI.example", "paypal@paypa|i|.example")]
    // The known one within another one.
    [InlineData("service@musterbank.example.evil.test", "service@musterbank.example|.evil.test|")]
    [InlineData("x@login.musterbank.example.evil.test", "x@|login.musterbank.example.evil.test|")]
    [InlineData("service@musterbank-example.test", "service@musterbank|-example.test|")]
    [InlineData("service@rnusterbank.example.evil.test", "service@|rnusterbank.example.evil.test|")]
    [InlineData("it@krueger.example.evil.test", "it@krueger.example|.evil.test|")]
    [InlineData("anna.schmidt@gmai1.com", "anna.schmidt@gmai|1|.com")]
    public void An_address_that_looks_like_a_known_one_is_shown_beside_it(string address, string expected)
    {
        var (start, other, end) = Assert.IsType<LookAlike>(Check("", address).LookAlike).Parts();

        Assert.Equal(expected, $"{start}|{other}|{end}");
    }

    [Theory]
    [InlineData("service@musterbank.example")]
    [InlineData("SERVICE@Musterbank.Example")]
    [InlineData("other@musterbank.example")]
    [InlineData("news@mail.musterbank.example")]
    [InlineData("news@example")]
    [InlineData("news@musterbank.test")]
    [InlineData("news@musterbank.example.au")]
    [InlineData("news@musterbank.test.example")]
    [InlineData("service@musterbnk.example")]
    [InlineData("news@shop.example")]
    [InlineData("jg@xn--gro-7ka.example")]
    [InlineData("nobody")]
    [InlineData("")]
    public void Others_are_nobody_s_twin(string address) => Assert.Null(Check("", address).LookAlike);

    [Theory]
    [InlineData("x@musterbnk.example", "service@musterbank.example")]
    [InlineData("x@mustrebank.example", "service@musterbank.example")]
    [InlineData("x@musterrbank.example", "service@musterbank.example")]
    [InlineData("x@muster-bank.example", "service@musterbank.example")]
    [InlineData("x@login.mustirbank.example", "service@musterbank.example")]
    // Less is enough where the mailbox has the same name, or the name is one's own.
    [InlineData("service@musterbank.test", "service@musterbank.example")]
    [InlineData("service@sicher-musterbank.test", "service@musterbank.example")]
    [InlineData("jg@gros.example", "jg@groß.example")]
    [InlineData("chef@krueger.test", "martina@krueger.example")]
    [InlineData("chef@kruger.example", "martina@krueger.example")]
    [InlineData("chef@krueger-support.test", "martina@krueger.example")]
    [InlineData("anna_schmidt@gmail.com", "anna.schmidt@gmail.com")]
    // Another firm, another country's site, the same house, the same mailbox, and somebody else at the same house of strangers.
    [InlineData("x@musterbank.test", null)]
    [InlineData("x@masterbunk.example", null)]
    [InlineData("x@hoffmann-bau.example", null)]
    [InlineData("x@wed.example", null)]
    [InlineData("news@mail.musterbank.example", null)]
    [InlineData("annaschmidt@gmail.com", null)]
    [InlineData("anna.schmid@gmail.com", null)]
    [InlineData("x@gmial.com", null)]
    public void An_address_that_differs_by_a_slip_is_noticed(string address, string? expected)
    {
        var check = Check("", address);

        Assert.Null(check.LookAlike);
        Assert.Equal(expected, check.Resembles?.Known);
    }

    [Theory]
    [InlineData("Petra Hoffmann", "petra@freemail.example", "petra.hoffmann@hoffmann-statik.example")]
    [InlineData("Hoffmann, Petra", "petra@freemail.example", "petra.hoffmann@hoffmann-statik.example")]
    [InlineData("PETRA  HOFFМANN", "petra@freemail.example", "petra.hoffmann@hoffmann-statik.example")]
    [InlineData("Martina Krüger", "boss@freemail.example", "martina@krueger.example")]
    [InlineData("Dr. Petra A. Hoffmann", "petra@freemail.example", "petra.hoffmann@hoffmann-statik.example")]
    [InlineData("Petra\u00a0Hoff\u200bmann", "petra@freemail.example", "petra.hoffmann@hoffmann-statik.example")]
    [InlineData("petra_hoffmann", "petra@freemail.example", "petra.hoffmann@hoffmann-statik.example")]
    // Where strangers live side by side, one domain is no house.
    [InlineData("Anna Schmidt", "anna.chefin@gmail.com", "anna.schmidt@gmail.com")]
    // The same person from the same house, or no name that means one.
    [InlineData("Petra Hoffmann", "buero@hoffmann-statik.example", null)]
    [InlineData("Petra Hoffmann", "petra@mail.hoffmann-statik.example", null)]
    [InlineData("Max", "max@freemail.example", null)]
    [InlineData("Petra Hofmann", "petra@freemail.example", null)]
    public void A_name_of_somebody_known_is_noticed(string name, string address, string? expected) => Assert.Equal(expected, Check(name, address).NamesakeOf);

    [Theory]
    [InlineData("krueger.example Support", "it@evil.example", "krueger.example")]
    [InlineData("IT (krueger.example)", "it@evil.example", "krueger.example")]
    [InlineData("krueger.example Support", "it@krueger.example", null)]
    [InlineData("Krueger", "it@evil.example", null)]
    [InlineData("IT-Support www.KRUEGER.example.", "it@evil.example", "krueger.example")]
    [InlineData("krueger.example-Support", "it@evil.example", "krueger.example")]
    [InlineData("krueger․exam\u200bple", "it@evil.example", "krueger.example")]
    [InlineData("kruegеr.example", "it@evil.example", "krueger.example")]
    [InlineData("musterbank.example Sicherheit", "it@evil.example", "musterbank.example")]
    [InlineData("musterbank.example", "news@mail.musterbank.example", null)]
    [InlineData("meinkrueger.example", "it@evil.example", null)]
    [InlineData("Anna (gmail.com)", "anna@freemail.example", null)]
    public void A_name_dressed_in_a_known_domain_is_noticed(string name, string address, string? expected) => Assert.Equal(expected, Check(name, address).NamesDomain);

    [Fact]
    public void Answers_that_go_elsewhere_are_named()
    {
        Assert.Equal("x@evil.example", Check("", "service@musterbank.example", "x@evil.example").AnswersGoTo);
        Assert.Null(Check("", "service@musterbank.example", "x@mail.musterbank.example").AnswersGoTo);
        // Where strangers live side by side, another mailbox is somebody else.
        Assert.Equal("anna.chefin@gmail.com", Check("", "anna.schmidt@gmail.com", "anna.chefin@gmail.com").AnswersGoTo);
        // Oneself, and lists, are no surprise.
        Assert.Null(Check("", "service@musterbank.example", "martina@krueger.example").AnswersGoTo);
        Assert.Null(SenderCheck.Of(new("", "a@b.example"), [new("", "list@c.example")], Known, Own, isList: true).AnswersGoTo);
    }

    [Theory]
    [InlineData("pаypal.example", true)]
    [InlineData("xn--pypal-4ve.example", true)]
    [InlineData("раура.example", true)]
    [InlineData("αlpha.example", true)]
    [InlineData("müller.example", false)]
    [InlineData("почта.example", false)]
    [InlineData("東京tokyo.example", false)]
    [InlineData("naïve-123.example", false)]
    [InlineData("ελλάδα.example", false)]
    [InlineData("plain.example", false)]
    public void Letters_of_several_scripts_are_noticed(string domain, bool expected) => Assert.Equal(expected, Check("", "x@" + domain).MixedDomain is not null);

    [Fact]
    public void Nobody_is_warned_about_who_is_known()
    {
        var check = Check("Martina Krüger", "petra.hoffmann@hoffmann-statik.example");

        Assert.True(check.IsKnown);
        Assert.Null(check.NamesakeOf);
    }

    [Fact]
    public void Any_text_can_be_an_author() => Prop.ForAll<NonNull<string>, NonNull<string>>((name, address) =>
    {
        foreach (var given in new[] { address.Get, $"{name.Get}@{address.Get}", $"a@{address.Get}.example" })
        {
            var check = Check(name.Get, given, address.Get);
            if (check.LookAlike is { } twin)
            {
                var (start, other, end) = twin.Parts();
                Assert.Equal(twin.Address, start + other + end);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("mail.example.org", "example.org", true)]
    [InlineData("EXAMPLE.org.", "example.org", true)]
    [InlineData("badexample.org", "example.org", false)]
    [InlineData("a.org", "org", false)]
    [InlineData("", "example.org", false)]
    public void A_domain_lies_within_another_at_its_dots(string domain, string above, bool expected) => Assert.Equal(expected, DomainName.IsWithin(domain, above));
}

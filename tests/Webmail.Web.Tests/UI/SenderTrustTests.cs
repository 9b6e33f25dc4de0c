using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;
using Webmail.Engine.Trust.Authentication;
using Webmail.Engine.Trust.LookAlikes;
using Webmail.Engine.Trust.Signatures;
using Webmail.Web.Endpoints;
using Webmail.Web.UI.Mail.Reader;
using Webmail.Web.UI.Mail.Reader.Trust;

namespace Webmail.Web.Tests.UI;

/// <summary>What the reader says about who wrote a message.</summary>
public sealed class SenderTrustTests : ShellTest
{
    private const string Passed = "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=shop.example; dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example\r\n";
    private const string Failed = "Authentication-Results: mx.example.org; dmarc=fail (p=reject) header.from=shop.example\r\n";
    private static readonly KnownPeople Known = new([new Correspondent("Musterbank", "service@musterbank.example"), new Correspondent("Petra Hoffmann", "petra@a.example")]);
    private static readonly Correspondent[] Own = [new("Martina", "me@example.test")];

    public SenderTrustTests() => Services.AddSingleton<AntiforgeryStateProvider, NoToken>();

    private static MessageModel Model(string header, Func<TrustModel, TrustModel>? change = null)
    {
        var headers = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(header + "\r\n\r\n"))).Headers;
        var details = MessageDetails.Read(headers, []);
        var trust = new TrustModel(details, SenderProof.Of(details.Evidence.Results, details.From, ["mx.example.org"]), SenderCheck.Of(details.From is [var author, ..] ? author : default, details.ReplyTo, Known, Own, isList: false));
        return new MessageModel(
            new MessageKey("INBOX", 7, 2), "tag", new ReadMessage(details, new RenderedMessage { Body = "" }, new PartNode { Section = "1", MediaType = "text/plain" }, MessageContent.Nothing),
            false, false, new MessageDates(TimeZoneInfo.Utc, Morning), "me@example.test")
        {
            Trust = change is null ? trust : change(trust),
        };
    }

    private IElement Seal(MessageModel model) => Render<SenderSeal>(parameters => parameters.Add(seal => seal.Model, model)).Find("[data-trust=seal]");

    private static string? Level(IElement seal) => seal.QuerySelector("[data-testid=sender-seal]")?.GetAttribute("data-level");

    [Fact]
    public void A_proof_is_green_and_says_by_what()
    {
        var seal = Seal(Model(Passed + "From: News <news@shop.example>"));

        Assert.Equal("Proven", Level(seal));
        Assert.Equal("Sender confirmed. Show details", seal.QuerySelector("button")!.GetAttribute("aria-label"));
        Assert.Equal(seal.QuerySelector("button")!.GetAttribute("popovertarget"), seal.QuerySelector("[popover]")!.Id);
        Assert.Equal(["Address", "DMARC", "DKIM", "SPF"], seal.QuerySelectorAll("dt").Select(term => term.TextContent));
        Assert.Equal(["news@shop.example", "passed (shop.example)", "passed (shop.example)", "passed (shop.example)"], seal.QuerySelectorAll("dd").Select(text => text.TextContent));
        Assert.Contains("Checked by mx.example.org.", seal.TextContent);
    }

    [Theory]
    [InlineData("From: news@shop.example", false)]
    [InlineData(Passed + "From: news@shop.example", true)]
    [InlineData(Failed + "From: news@shop.example", true)]
    [InlineData("From: x@mustrebank.example", true)]
    public void Styles_are_asked_for_by_messages_that_need_them(string header, bool needs) =>
        Assert.Equal(needs, Model(header).Trust!.NeedsStyles);

    [Fact]
    public void Of_a_domain_in_several_alphabets_it_is_said_once()
    {
        var model = Model("From: PayPal <service@xn--pypl-53dc.example>");

        Assert.Contains("xn--pypl-53dc.example", Render<SenderNotes>(parameters => parameters.Add(notes => notes.Model, model)).Markup);
        Assert.Empty(Render<MessageNotes>(parameters => parameters.Add(notes => notes.Model, model)).FindAll(".rd-note"));
        Assert.Single(Render<MessageNotes>(parameters => parameters.Add(notes => notes.Model, model with { Trust = null })).FindAll(".rd-note"));
    }

    [Theory]
    // Green takes a proof, and nothing that makes the name or the address doubtful.
    [InlineData(Passed + "From: Petra Hoffmann <petra@shop.example>", "Unproven")]
    [InlineData(Passed + "From: \"service@bank.example\" <news@shop.example>", "Unproven")]
    [InlineData(Passed + "From: \"example.test Support\" <news@shop.example>", "Unproven")]
    [InlineData(Passed + "From: news@shop.example, chef@shop.example", "Unproven")]
    [InlineData("Authentication-Results: evil.example; dmarc=pass header.from=shop.example\r\nFrom: news@shop.example", null)]
    [InlineData("From: news@shop.example", null)]
    [InlineData("Authentication-Results: mx.example.org; none\r\nFrom: news@shop.example", "Unproven")]
    [InlineData(Failed + "From: news@shop.example", "Failed")]
    [InlineData("Authentication-Results: mx.example.org; dmarc=pass header.from=rnusterbank.example\r\nFrom: service@rnusterbank.example", "Failed")]
    public void The_seal_is_never_green_without_reason(string header, string? expected) => Assert.Equal(expected, Level(Seal(Model(header))));

    [Theory]
    [InlineData(SignatureState.Valid, true, "Proven")]
    [InlineData(SignatureState.Valid, false, "Unproven")]
    [InlineData(SignatureState.UnknownIssuer, true, "Unproven")]
    [InlineData(SignatureState.OtherAddress, true, "Unproven")]
    [InlineData(SignatureState.Altered, true, "Unproven")]
    public void A_signature_is_a_proof_only_if_all_of_it_fits(SignatureState state, bool coversAll, string expected)
    {
        var report = new SignatureReport(state, coversAll) { Signer = "Petra <b>", Issuer = "Authority", Addresses = ["petra@x.example"], ValidUntil = Morning };
        var model = Model("From: petra@x.example", trust => trust with { Signature = report, Details = trust.Details with { Protection = MessageProtection.SmimeSigned } });

        var seal = Seal(model);

        Assert.Equal(expected, Level(seal));
        Assert.Empty(seal.QuerySelectorAll("b"));
        Assert.Equal(state == SignatureState.Altered, Render<SenderNotes>(parameters => parameters.Add(notes => notes.Model, model)).Markup.Contains("doesn’t fit", StringComparison.Ordinal));
    }

    [Fact]
    public void A_look_alike_is_shown_beside_the_one_that_is_known()
    {
        var alarm = Render<SenderAlarm>(parameters => parameters.Add(part => part.Model, Model("From: \"Musterbank\" <service@rnusterbank.example>")));

        Assert.Equal("alert", alarm.Find(".alarm").GetAttribute("role"));
        Assert.Equal("This message pretends to be from musterbank.example", alarm.Find("h3").TextContent);
        Assert.Equal("rn", alarm.Find("mark").TextContent);
        Assert.Equal(["service@rnusterbank.example", "service@musterbank.example"], alarm.FindAll("dd").Select(text => text.TextContent));
        Assert.NotNull(alarm.Find("[data-action=junk]"));
        Assert.NotNull(alarm.Find("form[data-trust-form=known] button[type=submit]"));
    }

    [Fact]
    public void An_address_that_differs_by_a_slip_is_said_and_takes_the_green_away()
    {
        var model = Model("Authentication-Results: mx.example.org; dmarc=pass header.from=mustrebank.example\r\nFrom: x@mustrebank.example");

        var note = Render<SenderNotes>(parameters => parameters.Add(part => part.Model, model)).Find("[data-testid=resembles]");

        Assert.Equal("The sender’s address is almost one that you know, but it is another one.Writes from x@mustrebank.example You know service@musterbank.example", note.TextContent);
        Assert.Equal("re", note.QuerySelector("mark")!.TextContent);
        Assert.Equal("Unproven", Level(Seal(model)));
        Assert.False(model.IsHeld);
    }

    [Theory]
    [InlineData(ReceiptAnswer.Always, "petra@a.example", true)]
    [InlineData(ReceiptAnswer.Always, "stranger@b.example", true)]
    [InlineData(ReceiptAnswer.Contacts, "petra@a.example", true)]
    [InlineData(ReceiptAnswer.Contacts, "stranger@b.example", false)]
    [InlineData(ReceiptAnswer.Ask, "petra@a.example", false)]
    [InlineData(ReceiptAnswer.Never, "petra@a.example", false)]
    // Whoever can be taken for somebody else is asked about.
    [InlineData(ReceiptAnswer.Always, "Petra Hoffmann <x@b.example>", false)]
    [InlineData(ReceiptAnswer.Always, "service@rnusterbank.example", false)]
    public void A_receipt_goes_without_a_question_as_it_was_set(ReceiptAnswer setting, string from, bool expected) =>
        Assert.Equal(expected, ReceiptEndpoints.IsUnasked(new PersonSettings { Receipts = setting }, Model($"From: {from}").Trust));

    [Fact]
    public void A_failed_check_can_t_be_waved_through_for_good()
    {
        var alarm = Render<SenderAlarm>(parameters => parameters.Add(part => part.Model, Model(Failed + "From: news@shop.example")));

        Assert.Equal("This message is probably not from shop.example", alarm.Find("h3").TextContent);
        Assert.Empty(alarm.FindAll("form"));
        Assert.NotNull(alarm.Find("[data-trust-do=release]"));
    }

    [Fact]
    public void Ordinary_mail_is_left_in_peace()
    {
        foreach (var header in new[] { "From: News <news@shop.example>", Passed + "From: News <news@shop.example>\r\nReply-To: service@mail.shop.example", "From: Petra Hoffmann <petra@a.example>" })
        {
            var model = Model(header);
            Assert.Empty(Render<SenderAlarm>(parameters => parameters.Add(part => part.Model, model)).Markup.Trim());
            Assert.Empty(Render<SenderNotes>(parameters => parameters.Add(part => part.Model, model)).FindAll(".note"));
        }
    }

    [Fact]
    public void A_namesake_and_answers_that_go_elsewhere_are_said()
    {
        var notes = Render<SenderNotes>(parameters => parameters.Add(part => part.Model, Model("From: Petra Hoffmann <petra@freemail.example>\r\nReply-To: x@other.example")));

        Assert.Equal(["petra@freemail.example", "petra@a.example", "x@other.example"], notes.FindAll(".addr").Select(address => address.TextContent));
        Assert.Equal(2, notes.FindAll("[role=note]").Count);
    }

    [Theory]
    [InlineData("en-GB", "X-Spam-Status: Yes, score=15.2 required=5.0 tests=BAYES_99,RCVD_IN_XBL,URIBL_DBL_SPAM", "The spam filter gave this message 15.2 points; from 5 on it counts as spam. What counted: the sending server is on block lists, its links are on block lists and its words are those of spam.")]
    [InlineData("de-DE", "X-Spam-Status: Yes, score=15.2 required=5.0 tests=BAYES_99", "Der Spamfilter gab dieser Nachricht 15,2 Punkte; ab 5 gilt sie als Spam. Ausschlaggebend: ihre Wörter sind die von Spam.")]
    [InlineData("en-GB", "X-Spam-Flag: YES", "The spam filter took this message for spam.")]
    [InlineData("en-GB", "X-Spam-Status: No, score=0.1 required=5.0 tests=BAYES_99", "The spam filter didn’t take this message for spam. A person or a rule put it here.")]
    [InlineData("en-GB", "X-Nothing: 1", "The mail server doesn’t say why this message lies here.")]
    [InlineData("en-GB", "Authentication-Results: mx.example.org; dmarc=fail (p=reject) header.from=shop.example", "This message lies here, and its sender’s domain has failed the check.")]
    public void Why_a_message_is_junk_is_said_in_a_sentence(string culture, string field, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);

        var notes = Render<SenderNotes>(parameters => parameters.Add(part => part.Model, Model(field + "\r\nFrom: news@shop.example", trust => trust with { IsJunk = true })));

        Assert.Equal(expected, notes.Find("[data-testid=junk-reason] span").TextContent);
    }

    [Fact]
    public void Nothing_of_a_message_becomes_markup()
    {
        const string Hostile = "From: \"<script>x</script><img src=x onerror=x>\" <\"<b>\"@rnusterbank.example>\r\nReply-To: \"<i>\"@other.example\r\nAuthentication-Results: mx.example.org; dkim=\"x\"; spf=pass smtp.mailfrom=\"<b>x</b>\"";
        var model = Model(Hostile, trust => trust with { IsJunk = true, IsFirst = true, Unsubscribe = new UnsubscribeWay(UnsubscribeWay.Letter, "<b>@x") });
        var markup = Seal(model).OuterHtml + Render<SenderAlarm>(p => p.Add(part => part.Model, model)).Markup + Render<SenderNotes>(p => p.Add(part => part.Model, model)).Markup + Render<UnsubscribeBar>(p => p.Add(part => part.Model, model)).Markup;

        Assert.DoesNotContain("<b>x", markup);
        Assert.DoesNotContain("<script", markup);
        Assert.DoesNotContain("<img", markup);
        Assert.DoesNotContain("<i>", markup);
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}

using System.Text;
using MimeKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class MessageDetailsTests
{
    private static MessageDetails Read(string headers)
    {
        var list = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(headers + "\r\n\r\n")), TestContext.Current.CancellationToken).Headers;
        return MessageDetails.Read(list, []);
    }

    [Fact]
    public void The_true_address_stands_beside_the_name()
    {
        var details = Read("From: =?utf-8?q?Petra_M=C3=BCller?= <petra@a.example>\r\nTo: a@b.example, \"B, C\" <c@b.example>\r\nDate: Mon, 23 Nov 2026 09:38:00 +0100\r\nSubject: =?utf-8?b?R3LDvMOfZQ==?=\r\nMessage-ID: <x@y>\r\nList-Id: News <n.example>");

        Assert.Equal(new Correspondent("Petra Müller", "petra@a.example"), Assert.Single(details.From));
        Assert.Equal(["a@b.example", "c@b.example"], details.To.Select(to => to.Address));
        Assert.Equal("Grüße", details.Subject);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 9, 38, 0, TimeSpan.FromHours(1)), details.Date);
        Assert.Equal("x@y", details.MessageId);
        Assert.False(details.Trust.NeedsWord);
    }

    [Fact]
    public void A_name_that_is_another_address_is_noticed()
    {
        Assert.Equal("chef@bank.example", Read("From: \"chef@bank.example\" <x@evil.example>").Trust.NamesAnotherAddress);
        Assert.Null(Read("From: \"X@evil.example\" <x@evil.example>").Trust.NamesAnotherAddress);
        Assert.True(Read("From: a <x@p\u0430ypal.example>").Trust.MixesScripts);
        Assert.True(Read("From: a@b.example, c@d.example").Trust.HasSeveralAuthors);
    }

    [Theory]
    [InlineData("service@\u200bbank.example")]
    [InlineData("service\u2060@bank\u00ad.example")]
    [InlineData("service＠bank．example")]
    [InlineData("service@bank。example")]
    [InlineData("service @ bank.example")]
    [InlineData("service@b\u0430nk.example")]
    [InlineData("service@müllerbank.example")]
    [InlineData("Bank (service@bank.example)")]
    // The true one before it hides nothing.
    [InlineData("x@evil.example <service@bank.example>")]
    [InlineData("x@evil.example for service@bank.example")]
    public void An_address_in_a_name_is_noticed_in_whatever_form_it_is_seen(string name) => Assert.NotNull(SenderTrust.Of([new Correspondent(name, "x@evil.example")]).NamesAnotherAddress);

    [Theory]
    [InlineData("'service@bank.example'", "service@bank.example")]
    [InlineData("SERVICE@Bank.Example", "service@bank.example")]
    [InlineData("info@bank.example", "office@bank.example")]
    [InlineData("info@bank.example", "office@mail.bank.example")]
    [InlineData("anna+list@gmail.com", "anna@gmail.com")]
    [InlineData("info@müller.example", "info@xn--mller-kva.example")]
    [InlineData("Anna @ Firma", "anna@firma.example")]
    [InlineData("@anna", "anna@firma.example")]
    public void A_name_that_is_the_own_address_is_no_surprise(string name, string address) => Assert.Null(SenderTrust.Of([new Correspondent(name, address)]).NamesAnotherAddress);

    [Fact]
    public void Where_strangers_live_side_by_side_another_mailbox_is_somebody_else() =>
        Assert.Equal("anna@gmail.com", SenderTrust.Of([new Correspondent("anna@gmail.com", "anna.2@gmail.com")]).NamesAnotherAddress);

    [Fact]
    public void Broken_headers_do_not_throw()
    {
        Assert.Equal("", Read("X: y").Subject);
        Assert.Empty(Read("From:").From);
        Assert.Single(Read("From: this is (no address").From);
        Assert.Null(Read("Date: yesterday").Date);
        Assert.Equal("a b", Read("Subject: a\r\n b").Subject);
        Assert.Equal(MessageDetails.MaxRecipients, Read("To: " + string.Join(",\r\n ", Enumerable.Range(0, 5_000).Select(i => $"a{i}@b.example"))).To.Length);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\x\\y.txt", "y.txt")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt")]
    [InlineData("Übersicht 2026.pdf", "Übersicht 2026.pdf")]
    [InlineData("...", "")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("a\u200Bb\u0000c", "abc")]
    [InlineData("invoice.pdf          .exe", "invoice.pdf .exe")]
    [InlineData(". a. ", "a")]
    public void File_names_are_made_safe(string given, string expected) => Assert.Equal(expected, AttachmentName.Clean(given));

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var name = AttachmentName.Clean(new string('x', 500) + ".pdf");

        Assert.EndsWith("x.pdf", name);
        Assert.Equal(120, name.Length);
    }

    [Fact]
    public void Kinds_follow_the_ending_before_the_type()
    {
        Assert.Equal(AttachmentKind.Program, AttachmentName.KindOf("invoice.pdf.exe", "application/pdf"));
        Assert.Equal(AttachmentKind.Pdf, AttachmentName.KindOf("a", "application/pdf"));
        Assert.Equal(AttachmentKind.Sheet, AttachmentName.KindOf("a.xlsx", "application/octet-stream"));
    }

    [Fact]
    public void Previews_are_short_and_without_quotes_and_filling()
    {
        Assert.Equal("Hello there", PreviewText.FromPlain("> quoted\n\n-----\nHello\n  there\n-- \nsig"));
        Assert.Equal("Sale today", PreviewText.FromHtml("<html><head><title>x</title><style>a{}</style></head><body><div style=display:none>Sale&nbsp;today&zwnj;&nbsp;&#847; &zwnj;</div></body>"));
        Assert.InRange(PreviewText.FromPlain(new string('x', 5_000)).Length, 140, 142);
        Assert.Equal("👩‍🌾 ok", PreviewText.FromPlain("👩‍🌾 ok"));
    }
}

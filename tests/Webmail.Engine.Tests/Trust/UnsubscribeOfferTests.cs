using System.Collections.Immutable;
using System.Text;
using MimeKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Engine.Trust;
using Webmail.Engine.Trust.Authentication;
using Webmail.Engine.Trust.Lists;

namespace Webmail.Engine.Tests.Trust;

/// <summary>The ways out of a list, and when one click is enough.</summary>
public sealed class UnsubscribeOfferTests
{
    private const string Signature = "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=s1;\n h=From:To:Subject:List-Unsubscribe:\n List-Unsubscribe-Post; bh=x; b=y";
    private const string Offer = "List-Unsubscribe: <mailto:leave@shop.example?subject=leave%20me&body=a%0Ab>,\n <https://shop.example/leave/abc\n def>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click";
    private const string Passed = "Authentication-Results: mx.example.org; dkim=pass header.d=shop.example";

    private static (UnsubscribeOffer? Offer, SenderProof Proof) Read(params string[] fields)
    {
        var header = string.Join('\n', fields) + "\nFrom: news@shop.example\n\n";
        using var message = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(header.ReplaceLineEndings("\r\n"))), TestContext.Current.CancellationToken);
        var evidence = MessageEvidence.Read(message.Headers);
        return (evidence.Unsubscribe, SenderProof.Of(evidence.Results, [new Correspondent("", "news@shop.example")], ["mx.example.org"]));
    }

    private static bool IsOneClick(params string[] fields) => Read(fields) is ({ } offer, var proof) && offer.IsOneClickProven(proof);

    [Fact]
    public void All_ways_are_read()
    {
        var offer = Read(Passed, Signature, Offer).Offer!;

        Assert.Equal("https://shop.example/leave/abcdef", offer.OneClick!.AbsoluteUri);
        Assert.Equal(new UnsubscribeMail("leave@shop.example", "leave me", "a\nb"), offer.Mail);
        Assert.Equal(["shop.example"], offer.Signers);
    }

    [Fact]
    public void One_click_is_enough_where_a_believed_server_found_the_signature_good() => Assert.True(IsOneClick(Passed, Signature, Offer));

    [Fact]
    public void One_click_needs_all_of_it()
    {
        // Nobody looked, nobody who is believed, a bad signature, another's.
        Assert.False(IsOneClick(Signature, Offer));
        Assert.False(IsOneClick("Authentication-Results: evil.example; dkim=pass header.d=shop.example", Signature, Offer));
        Assert.False(IsOneClick("Authentication-Results: mx.example.org; dkim=fail header.d=shop.example", Signature, Offer));
        Assert.False(IsOneClick("Authentication-Results: mx.example.org; dkim=pass header.d=evil.example", Signature, Offer));
        // A signature that leaves out one of the two fields, or is no signature.
        Assert.False(IsOneClick(Passed, Signature.Replace(":\n List-Unsubscribe-Post", "", StringComparison.Ordinal), Offer));
        Assert.False(IsOneClick(Passed, Signature.Replace("List-Unsubscribe:\n", "", StringComparison.Ordinal), Offer));
        Assert.False(IsOneClick(Passed, Signature + "; d=shop.example", Offer));
        Assert.False(IsOneClick(Passed, Offer));
        // Beside the true one, which covers less, somebody has put one that covers both; or so many that the true one is not among those read.
        var less = Signature.Replace(":List-Unsubscribe:\n List-Unsubscribe-Post", "", StringComparison.Ordinal);
        Assert.DoesNotContain("Unsubscribe", less);
        Assert.False(IsOneClick(Passed, Signature, less, Offer));
        Assert.False(IsOneClick([Passed, .. Enumerable.Repeat(Signature, 20), less, Offer]));
        Assert.True(IsOneClick(Passed, Signature, less.Replace("d=shop", "d=other", StringComparison.Ordinal), Offer));
        // Another request than the standard's, no TLS, a second field that nobody may have signed.
        Assert.False(IsOneClick(Passed, Signature, Offer.Replace("=One-Click", "=Now", StringComparison.Ordinal)));
        Assert.False(IsOneClick(Passed, Signature, Offer.Replace("https:", "http:", StringComparison.Ordinal)));
        Assert.False(IsOneClick(Passed, Signature, Offer, "List-Unsubscribe: <https://evil.example/>"));
        Assert.False(IsOneClick(Passed, Signature, Offer, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    }

    [Theory]
    [InlineData("<mailto:a@b.example>", "a@b.example||", null)]
    [InlineData("<MAILTO:a@b.example?Subject=x&cc=c@d.example&body=y>", "a@b.example|x|y", null)]
    [InlineData("<http://b.example/x>", null, "http://b.example/x")]
    [InlineData("(a comment) <https://b.example/ä?q=1>", null, "https://b.example/%C3%A4?q=1")]
    // Another recipient, a field of one's own, and what is no address.
    [InlineData("<mailto:a@b.example,c@d.example>", null, null)]
    [InlineData("<mailto:a@b.example%0D%0ABcc:c@d.example>", null, null)]
    [InlineData("<mailto:a@b.example?subject=x%0D%0ABcc:c@d.example>", "a@b.example|x  Bcc:c@d.example|", null)]
    [InlineData("<mailto:>", null, null)]
    [InlineData("<javascript:alert(1)>, <ftp://b.example/>, <data:text/html,x>", null, null)]
    [InlineData("<https://user:secret@b.example/>", null, null)]
    [InlineData("https://b.example/x", null, null)]
    [InlineData("<https://b.example/x", null, null)]
    [InlineData("NO", null, null)]
    public void What_strangers_write_is_read_strictly(string field, string? mail, string? page)
    {
        var offer = UnsubscribeOffer.Read([field], [], []);

        Assert.Equal(mail, offer?.Mail is { } letter ? $"{letter.Address}|{letter.Subject}|{letter.Text}" : null);
        Assert.Equal(page, offer?.Page?.AbsoluteUri);
        Assert.Null(offer?.OneClick);
    }
}

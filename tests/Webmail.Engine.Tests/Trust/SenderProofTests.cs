using System.Collections.Immutable;
using System.Text;
using MimeKit;
using Webmail.Engine.Reading;
using Webmail.Engine.Trust.Authentication;

namespace Webmail.Engine.Tests.Trust;

/// <summary>Whose results are believed, and what they come to.</summary>
public sealed class SenderProofTests
{
    private static readonly string[] Believed = ["mx.example.org"];

    private static SenderProof Of(string header, params string[] believed)
    {
        using var message = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(header.ReplaceLineEndings("\r\n") + "\r\n\r\n")), TestContext.Current.CancellationToken);
        var details = MessageDetails.Read(message.Headers, []);
        return SenderProof.Of(details.Evidence.Results, details.From, believed);
    }

    [Theory]
    [InlineData("dmarc=pass header.from=shop.example", SenderVerdict.Proven)]
    [InlineData("dmarc=pass (p=none) header.from=SHOP.example.", SenderVerdict.Proven)]
    [InlineData("dkim=pass header.d=shop.example", SenderVerdict.Proven)]
    [InlineData("dkim=pass header.i=@shop.example", SenderVerdict.Proven)]
    [InlineData("dkim=fail header.d=shop.example; dkim=pass header.d=shop.example; dmarc=none header.from=shop.example", SenderVerdict.Proven)]
    [InlineData("dmarc=fail (p=reject) header.from=shop.example", SenderVerdict.Failed)]
    [InlineData("dmarc=fail (p=QUARANTINE dis=NONE) header.from=shop.example", SenderVerdict.Failed)]
    [InlineData("dmarc=fail reason=\"No valid SPF\" header.from=shop.example policy.dmarc=reject", SenderVerdict.Failed)]
    // A failure is stronger than any proof beside it.
    [InlineData("dkim=pass header.d=shop.example; dmarc=fail header.from=shop.example", SenderVerdict.Failed)]
    [InlineData("dmarc=fail (p=none) header.from=shop.example", SenderVerdict.Unproven)]
    [InlineData("dmarc=fail header.from=shop.example policy.dmarc=none", SenderVerdict.Unproven)]
    [InlineData("dmarc=fail reason=\"No valid SPF, No valid DKIM\" header.from=shop.example (policy=none)", SenderVerdict.Unproven)]
    [InlineData("dmarc=fail reason=\"No valid SPF, No valid DKIM\" header.from=shop.example (policy=reject)", SenderVerdict.Failed)]
    // Somebody else's proof.
    [InlineData("dmarc=pass header.from=evil.example", SenderVerdict.Unproven)]
    [InlineData("dmarc=pass", SenderVerdict.Unproven)]
    [InlineData("dkim=pass header.d=evil.example", SenderVerdict.Unproven)]
    [InlineData("dkim=pass header.d=mail.shop.example", SenderVerdict.Unproven)]
    [InlineData("dkim=pass header.d=example", SenderVerdict.Unproven)]
    [InlineData("dkim=pass header.d=op.example", SenderVerdict.Unproven)]
    // No proof of an author: it is about the envelope, or about who forwarded.
    [InlineData("spf=pass smtp.mailfrom=shop.example", SenderVerdict.Unproven)]
    [InlineData("arc=pass", SenderVerdict.Unproven)]
    [InlineData("spf=fail smtp.mailfrom=shop.example; dkim=fail header.d=shop.example", SenderVerdict.Unproven)]
    [InlineData("dmarc=bestguesspass header.from=shop.example", SenderVerdict.Unproven)]
    [InlineData("none", SenderVerdict.Unproven)]
    public void Results_come_to_one_verdict(string results, SenderVerdict expected) =>
        Assert.Equal(expected, Of($"Authentication-Results: mx.example.org; {results}\nFrom: News <news@shop.example>", Believed).Verdict);

    [Fact]
    public void Nobody_is_believed_by_default() =>
        Assert.Equal(SenderProof.None, Of("Authentication-Results: mx.example.org; dmarc=pass header.from=shop.example\nFrom: news@shop.example"));

    [Fact]
    public void Forged_fields_are_ignored()
    {
        // Below the server's own, and above it under another name.
        var proof = Of("""
            Authentication-Results: bank.example; dmarc=pass header.from=bank.example
            Received: from sender by relay
            Authentication-Results: MX.example.org; dmarc=fail header.from=bank.example
            Received: from outside by mx.example.org
            Authentication-Results: mx.example.org; dmarc=pass header.from=bank.example; dkim=pass header.d=bank.example
            From: Bank <service@bank.example>
            """, Believed);

        Assert.Equal((SenderVerdict.Failed, "mx.example.org", 1), (proof.Verdict, proof.Server, proof.Results.Length));
        Assert.False(proof.IsSignedBy("bank.example"));
    }

    [Theory]
    [InlineData("mx.example.org 2; dmarc=none")]
    [InlineData("mx.example.org; spf=fail (sent by evil) host(; dmarc=none")]
    [InlineData("mx.example.org; spf=fail smtp.mailfrom=\"x@evil.example; dmarc=none")]
    public void What_the_server_wrote_and_nobody_can_read_lets_nothing_through_from_below(string field) =>
        Assert.Equal(SenderVerdict.Unproven, Of($"Authentication-Results: {field}\nAuthentication-Results: mx.example.org; dmarc=pass header.from=bank.example\nFrom: service@bank.example", Believed).Verdict);

    [Theory]
    [InlineData("Authentication-Results: mx.example.org.evil.example; dmarc=pass header.from=shop.example")]
    [InlineData("Authentication-Results: evil.example (mx.example.org); dmarc=pass header.from=shop.example")]
    [InlineData("Authentication-Results: =?utf-8?q?mx.example.org?=; dmarc=pass header.from=shop.example")]
    [InlineData("X-Authentication-Results: mx.example.org; dmarc=pass header.from=shop.example")]
    [InlineData("ARC-Authentication-Results: i=1; mx.example.org; dmarc=pass header.from=shop.example")]
    [InlineData("Authentication-Results: ; dmarc=pass header.from=shop.example")]
    public void Another_s_field_proves_nothing(string field) =>
        Assert.Equal(SenderVerdict.Unknown, Of(field + "\nFrom: news@shop.example", Believed).Verdict);

    [Theory]
    [InlineData("From: news@shop.example, chef@bank.example")]
    [InlineData("From: news@shop.example\nFrom: chef@bank.example")]
    [InlineData("From: nobody")]
    [InlineData("Subject: no author")]
    public void A_proof_is_about_one_author(string header) =>
        Assert.Equal(SenderVerdict.Unproven, Of("Authentication-Results: mx.example.org; dmarc=pass header.from=shop.example; dkim=pass header.d=shop.example\n" + header, Believed).Verdict);

    [Fact]
    public void A_domain_of_other_letters_is_compared_in_the_form_of_the_wire() =>
        Assert.Equal(SenderVerdict.Proven, Of("Authentication-Results: mx.example.org; dmarc=pass header.from=xn--mller-kva.example\nFrom: a@müller.example", Believed).Verdict);
}

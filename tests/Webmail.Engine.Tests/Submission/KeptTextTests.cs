using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

/// <summary>What is kept of addresses, signatures and templates that come from a page.</summary>
public sealed class KeptTextTests
{
    private const string Logo = "data:image/png;base64,iVBORw0KGgo=";

    private static readonly Account Account = new("anna@example.org", new ServerEndpoint("127.0.0.1", 1, TransportSecurity.None, null), null, null);
    private static readonly IdentityRules Rules = new(Account, anyAddress: true);

    [Fact]
    public void A_signature_is_cleaned_and_its_text_is_that_of_the_html_if_it_has_none()
    {
        var typed = new IdentitySettings
        {
            Address = " anna@example.org ",
            SignatureHtml = $"<div onclick=\"x()\"><b>Anna</b></div><script>alert(1)</script><img src=\"{Logo}\"><img src=\"https://x.example/a.png\">",
        };

        Assert.Null(Rules.Check(typed, [], out var kept));

        Assert.Equal("anna@example.org", kept.Address);
        Assert.Contains("<b>Anna</b>", kept.SignatureHtml);
        Assert.Contains(Logo, kept.SignatureHtml);
        foreach (var bad in new[] { "onclick", "script", "alert", " src=\"https:" })
            Assert.DoesNotContain(bad, kept.SignatureHtml);
        Assert.Equal("Anna", Identity.Of(kept).SignatureText);
        Assert.Equal("Own text", Identity.Of(kept with { SignatureText = "Own text" }).SignatureText);
    }

    [Theory]
    [InlineData("nobody", "", null, IdentityFault.AddressInvalid)]
    [InlineData("a@example.org, b@example.org", "", null, IdentityFault.AddressInvalid)]
    [InlineData("anna@example.org", "An\r\nBcc: x@y", null, IdentityFault.NameInvalid)]
    [InlineData("anna@example.org", "", "nobody", IdentityFault.ReplyToInvalid)]
    [InlineData("anna@example.org", "", "a@example.org, b@example.org", IdentityFault.ReplyToInvalid)]
    [InlineData("INFO@example.org", "Info", null, IdentityFault.Known)]
    public void What_is_wrong_with_an_address_is_said(string address, string name, string? replyTo, IdentityFault fault) =>
        Assert.Equal(fault, Rules.Check(new IdentitySettings { Address = address, Name = name, ReplyTo = replyTo }, [new() { Name = "Info", Address = "info@example.org" }], out _));

    [Fact]
    public void Addresses_and_signatures_have_limits()
    {
        var one = new IdentitySettings { Address = "anna@example.org" };
        var many = Enumerable.Range(0, IdentityRules.MaxIdentities).Select(i => one with { Address = $"a{i}@example.org" }).ToList();

        Assert.Equal(IdentityFault.TooMany, Rules.Check(one, many, out _));
        Assert.Equal(IdentityFault.SignatureTooLarge, Rules.Check(one with { SignatureHtml = new string('x', IdentityRules.MaxSignature + 1) }, [], out _));
        Assert.Equal(IdentityFault.SignatureTooLarge, Rules.Check(one with { SignatureText = new string('x', IdentityRules.MaxSignature + 1) }, [], out _));
        Assert.Equal(IdentityFault.AddressNotAllowed, new IdentityRules(Account, anyAddress: false).Check(one with { Address = "boss@example.org" }, [], out _));
        Assert.Null(new IdentityRules(Account, anyAddress: false).Check(one with { Name = "Anna B." }, [one], out _));
    }

    [Fact]
    public void A_template_is_cleaned_and_takes_the_place_of_the_one_that_it_was()
    {
        var template = new MessageTemplate(Guid.NewGuid(), " Offer\r\n", "Your\noffer", "<p>Dear {{recipient}}<img src=x onerror=alert(1)></p>");

        Assert.Null(TemplateRules.Put(template, [], out var kept));
        Assert.Equal(template with { Name = "Offer", Subject = "Your offer", Html = "<p>Dear {{recipient}}</p>" }, Assert.Single(kept));

        Assert.Null(TemplateRules.Put(template with { Name = "Other" }, kept, out kept));
        Assert.Equal("Other", Assert.Single(kept).Name);
    }

    [Fact]
    public void Templates_have_limits_and_nothing_is_lost_by_reaching_them()
    {
        var template = new MessageTemplate(Guid.NewGuid(), "Offer", "", "<p>x</p>");
        var many = Enumerable.Range(0, TemplateRules.MaxTemplates).Select(i => template with { Id = Guid.NewGuid() }).ToList();

        Assert.Equal(TemplateFault.TooMany, TemplateRules.Put(template, many, out var kept));
        Assert.Same(many, kept);
        Assert.Null(TemplateRules.Put(many[3] with { Name = "Changed" }, many, out kept));
        Assert.Equal("Changed", kept[3].Name);
        Assert.Equal(TemplateFault.NameMissing, TemplateRules.Put(template with { Name = " \r\n" }, [], out _));
        Assert.Equal(TemplateFault.Empty, TemplateRules.Put(template with { Html = "<div><br></div>" }, [], out _));
        Assert.Equal(TemplateFault.TooLarge, TemplateRules.Put(template with { Html = new string('x', TemplateRules.MaxText + 1) }, [], out _));
        Assert.Equal(TemplateFault.TooLarge, TemplateRules.Put(template with { Html = string.Concat(Enumerable.Repeat("<b>", 5_000)) + "x" }, [], out _));
    }
}

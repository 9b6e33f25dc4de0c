using Webmail.Engine.Accounts;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

public sealed class ForwardingTargetTests
{
    [Theory]
    [InlineData(" jonas@outside.test ", null)]
    [InlineData("", ForwardingFault.NotOne)]
    [InlineData("a@b.test, c@d.test", ForwardingFault.NotOne)]
    [InlineData("kaputt", ForwardingFault.NotAnAddress)]
    [InlineData("Jonas <jonas@outside.test>", ForwardingFault.NotAnAddress)]
    [InlineData("a@b.test\r\nstop;", ForwardingFault.NotOne)]
    [InlineData("ME@Example.test", ForwardingFault.Own)]
    [InlineData("me+all@example.test", ForwardingFault.Own)]
    [InlineData("buero@m\u00fcller.test", ForwardingFault.Own)]
    public void Mail_goes_to_one_address_that_is_not_ones_own(string typed, ForwardingFault? fault)
    {
        var server = new ServerEndpoint("example.test", 993, TransportSecurity.Tls, null);
        Assert.Equal(fault, ForwardingTarget.Check(typed, new Account("me@example.test", server, null, server), [new Identity("", "buero@xn--mller-kva.test")], out var target));
        if (fault is null)
            Assert.Equal("jonas@outside.test", target);
    }
}

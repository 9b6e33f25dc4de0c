using Webmail.Engine.Trust.Junk;

namespace Webmail.Engine.Tests.Trust;

/// <summary>What spam filters write.</summary>
public sealed class SpamVerdictTests
{
    private static SpamVerdict? Read(params (string Name, string Value)[] fields) =>
        SpamVerdict.Read(name => fields.Where(field => field.Name == name).Select(field => field.Value).FirstOrDefault());

    [Fact]
    public void SpamAssassin_is_understood()
    {
        var verdict = Read(("X-Spam-Status", " Yes, score=15.2 required=5.0 tests=BAYES_99,BAYES_999,\r\n\tHTML_MESSAGE,RCVD_IN_XBL,RCVD_IN_DNSWL_NONE,SPF_PASS,URIBL_DBL_SPAM\r\n\tautolearn=no autolearn_force=no version=3.4.6"))!;

        Assert.Equal((true, 15.2, 5.0), (verdict.IsSpam, verdict.Score, verdict.Limit));
        Assert.Equal([SpamReason.Words, SpamReason.BlockedSender, SpamReason.BlockedLinks], verdict.Reasons);
    }

    [Fact]
    public void Amavis_names_weights_within_brackets() =>
        Assert.Equal([SpamReason.Words, SpamReason.Forged], Read(("X-Spam-Status", "Yes, score=8 tagged_above=2 required=6.2\r\n\ttests=[BAYES_99=3.5, SPF_FAIL=0.9,\r\n\tHTML_MESSAGE=0.001] autolearn=no"))!.Reasons);

    [Fact]
    public void Rspamd_is_understood_by_weight()
    {
        var verdict = Read(("X-Spamd-Result", "default: True [17.40 / 15.00];\r\n\tPHISHING(4.00)[bank.example->evil.example];\r\n\tR_SPF_FAIL(1.00)[-all];\r\n\tBAYES_SPAM(5.10)[99.99%];\r\n\tDMARC_POLICY_ALLOW(-0.50)[shop.example,none];\r\n\tFUZZY_DENIED(12.00)[1:abc:1.00:bin]"), ("X-Spam", "Yes"))!;

        Assert.Equal((true, 17.4, 15.0), (verdict.IsSpam, verdict.Score, verdict.Limit));
        Assert.Equal([SpamReason.Reported, SpamReason.Words, SpamReason.Phishing, SpamReason.Forged], verdict.Reasons);
    }

    [Theory]
    [InlineData("X-Spam-Flag", "YES", true, null)]
    [InlineData("X-Spam-Flag", "no", false, null)]
    [InlineData("X-Spam-Status", "No, hits=-1.5 required=5", false, -1.5)]
    [InlineData("X-Spam-Score", "7.3", null, 7.3)]
    [InlineData("X-Rspamd-Score", " 12.5 / 15", null, 12.5)]
    public void Short_fields_will_do(string name, string value, bool? isSpam, double? score)
    {
        var verdict = Read((name, value))!;

        Assert.Equal((isSpam, score), (verdict.IsSpam, verdict.Score));
    }

    [Fact]
    public void A_score_that_reaches_the_limit_is_a_verdict() => Assert.True(Read(("X-Spamd-Result", "default: False [8.00 / 6.00]; BAYES_SPAM(5.00)[]"))!.IsSpam);

    [Theory]
    [InlineData("X-Spam-Status", "maybe")]
    [InlineData("X-Spam-Score", "lots")]
    [InlineData("X-Spam-Level", "*****")]
    [InlineData("X-Spam-Score", "")]
    public void What_says_nothing_is_nothing(string name, string value) => Assert.Null(Read((name, value)));
}

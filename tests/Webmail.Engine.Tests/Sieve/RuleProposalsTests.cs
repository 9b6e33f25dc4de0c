using MimeKit;
using Webmail.Engine.Filtering;
using Webmail.Engine.Sieve.Evaluation;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Tests.Sieve;

/// <summary>What is proposed for messages like one is for that one, and can be written.</summary>
public sealed class RuleProposalsTests
{
    [Theory]
    [InlineData("From: Anna <anna@b.example>\r\nTo: me@c.example\r\nSubject: Re: AW: Plan \"B\" *\r\n\r\n", "Sender anna@b.example|Subject Plan \"B\" *")]
    [InlineData("From: a@b.example\r\nTo: list@l.example\r\nSubject: [news] One\r\nList-Id: The \"news\" <news.l.example>\r\n\r\n", "List news.l.example|Sender a@b.example|Recipient list@l.example|Subject [news] One")]
    [InlineData("From: a@b.example\r\nTo: x@l.example\r\nList-Id: <n.l.example>\r\nList-Post: <mailto:n@l.example?subject=x>\r\n\r\n", "List n.l.example|Sender a@b.example|Recipient n@l.example")]
    [InlineData("From: undisclosed\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe_und_mehr?=\r\n\r\n", "Subject Grüße und mehr")]
    [InlineData("\r\n", "")]
    public void Proposals_are_for_the_message_itself(string text, string expected)
    {
        var headers = MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken).Headers;
        var proposals = RuleProposals.Of(headers);
        Assert.Equal(expected, string.Join('|', proposals.Select(proposal => $"{proposal.Kind} {proposal.Text}")));
        foreach (var proposal in proposals.Where(proposal => !proposal.Text.Contains("Grüße", StringComparison.Ordinal) && proposal.Text != "n@l.example"))
        {
            var rule = new FilterRule { Condition = new(GroupMode.All, [proposal.Test]), Actions = [new FilterAction.Keep()] };
            Assert.Equal((true, null), new SieveEvaluator(TimeProvider.System).Matches(rule, Features.All, new SieveMessage(headers, 1), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void A_long_subject_is_cut_between_words_and_what_can_not_be_written_is_not_proposed()
    {
        var headers = new HeaderList { { HeaderId.Subject, string.Join(' ', Enumerable.Repeat("word", 60)) }, { HeaderId.From, "\u0001@b.example" } };
        Assert.Equal(string.Join(' ', Enumerable.Repeat("word", 24)), Assert.Single(RuleProposals.Of(headers)).Text);
    }
}

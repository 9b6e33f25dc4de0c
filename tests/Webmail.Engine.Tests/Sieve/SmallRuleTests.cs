using MimeKit;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Tests.Sieve;

public sealed class SmallRuleTests
{
    [Fact]
    public void A_blocked_sender_stands_before_everything_else_once_and_goes_without_a_trace()
    {
        Assert.True(FilterScript.TryRead("# mine\nkeep;\n", out var script, out _));
        var away = Vacation.Put(script, new Vacation(new VacationReply("x")), Features.All);
        var (anna, ben) = (new SenderBlock("anna@b.example"), new SenderBlock("ben@b.example"));
        var blocked = ben.Put(anna.Put(anna.Put(away, "Junk", Features.All), "Junk", Features.All), "Junk", Features.All);
        Assert.Equal([RuleKind.Blocked, RuleKind.Blocked, RuleKind.Vacation, RuleKind.Filter], Kinds(blocked));
        Assert.True(anna.IsIn(blocked));
        Assert.True(new SenderBlock("ANNA@b.example").IsIn(blocked));
        Assert.False(new SenderBlock("nna@b.example").IsIn(blocked));
        // What is put later stays behind them.
        var forwarding = Forwarding.Put(Vacation.Put(blocked, new Vacation(new VacationReply("y")), Features.All), new Forwarding("c@b.example", true), Features.All);
        Assert.Equal([RuleKind.Blocked, RuleKind.Blocked, RuleKind.Vacation, RuleKind.Forwarding, RuleKind.Filter], Kinds(forwarding));
        Assert.Equal(away.Text, ben.RemoveFrom(anna.RemoveFrom(blocked)).Text);
        Assert.Equal(RuleProblemKind.BadCharacter, Assert.Single(new SenderBlock("a\r\nb@c").Problems("Junk", Features.All, false)).Kind);
    }

    [Fact]
    public void A_block_that_somebody_made_wider_is_another_rule()
    {
        var script = new SenderBlock("anna@b.example").Put(FilterScript.Empty, "Junk", Features.All);
        Assert.True(FilterScript.TryRead(script.Text.Replace("\"anna@b.example\")", "[\"anna@b.example\", \"b@c.example\"])", StringComparison.Ordinal).Replace("\"anna@b.example\" {", "[\"anna@b.example\", \"b@c.example\"] {", StringComparison.Ordinal), out var wider, out _));
        Assert.NotEqual(script.Text, wider.Text);
        Assert.False(new SenderBlock("anna@b.example").IsIn(wider));
        Assert.Equal(wider.Text, new SenderBlock("anna@b.example").RemoveFrom(wider).Text);
    }

    [Fact]
    public void A_conversation_is_known_by_its_first_message_and_the_one_that_was_looked_at()
    {
        var message = new MimeMessage { MessageId = "3@b.example" };
        message.References.AddRange(["1@b.example", "2@b.example"]);
        var mute = ConversationMute.Of(message.Headers, "Plans")!;
        Assert.Equal(["<1@b.example>", "<3@b.example>"], mute.MessageIds);
        var script = mute.Put(mute.Put(FilterScript.Empty, "Archive", Features.All), "Archive", Features.All);
        Assert.Equal([RuleKind.Muted], Kinds(script));
        Assert.Equal("Plans", Assert.IsType<FilterEntry.Known>(script.Entries[0]).Rule.Name);
        Assert.True(mute.IsIn(script));
        // An answer that comes later belongs to it, one of another conversation does not.
        var later = new MimeMessage { MessageId = "4@b.example", InReplyTo = "1@b.example" };
        Assert.True(ConversationMute.Of(later.Headers, "Re: Plans")!.IsIn(script));
        Assert.False(ConversationMute.Of(new MimeMessage { MessageId = "9@b.example" }.Headers, "")!.IsIn(script));
        Assert.Equal("", mute.RemoveFrom(script).Text);
    }

    [Fact]
    public void A_message_that_no_answer_can_name_has_no_conversation()
    {
        var message = new MimeMessage();
        message.Headers.Remove(HeaderId.MessageId);
        Assert.Null(ConversationMute.Of(message.Headers, "x"));
        message.Headers.Add(HeaderId.MessageId, $"<{new string('a', 2000)}@b>");
        Assert.Null(ConversationMute.Of(message.Headers, "x"));
    }

    private static IEnumerable<RuleKind> Kinds(FilterScript script) => script.Entries.Cast<FilterEntry.Known>().Select(entry => entry.Rule.Kind);
}

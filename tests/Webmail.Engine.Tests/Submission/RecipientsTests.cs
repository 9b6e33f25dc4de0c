using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

public sealed class RecipientsTests
{
    [Theory]
    [InlineData("a@b.example", "|a@b.example")]
    [InlineData("a@b.example, c@d.example;e@f.example\ng@h.example\r\n", "|a@b.example", "|c@d.example", "|e@f.example", "|g@h.example")]
    [InlineData("\"Surname, First\" <a@b.example>; c@d.example", "Surname, First|a@b.example", "|c@d.example")]
    [InlineData("Surname, First <a@b.example>, Other, Second <c@d.example>", "Surname, First|a@b.example", "Other, Second|c@d.example")]
    [InlineData("Surname, First <a@b.example>; Other, Second <c@d.example>", "Surname, First|a@b.example", "Other, Second|c@d.example")]
    [InlineData("Anna Blume <anna@b.example>", "Anna Blume|anna@b.example")]
    [InlineData("<a@b.example>", "|a@b.example")]
    [InlineData("'a@b.example' <a@b.example>", "|a@b.example")]
    [InlineData("mailto:a@b.example", "|a@b.example")]
    [InlineData("Team: a@b.example, \"C, D\" <c@d.example>; e@f.example", "|a@b.example", "C, D|c@d.example", "|e@f.example")]
    [InlineData("Jörg <jörg@müller.example>", "Jörg|jörg@müller.example")]
    [InlineData("用户@例子.example", "|用户@例子.example")]
    [InlineData("a.b+c@sub.b.example", "|a.b+c@sub.b.example")]
    [InlineData("\"odd \\\" name; here\" <a@b.example>", "odd \" name; here|a@b.example")]
    [InlineData("\"a b\"@c.example", "|\"a b\"@c.example")]
    [InlineData("root@[192.0.2.1]", "|root@[192.0.2.1]")]
    public void A_list_is_read_as_people_write_it(string typed, params string[] expected)
    {
        var read = Recipients.Parse(typed);

        Assert.All(read, recipient => Assert.True(recipient.IsValid, $"{recipient.Text}: {recipient.Fault}"));
        Assert.Equal(expected, read.Select(recipient => $"{recipient.Name}|{recipient.Address}"));
    }

    [Theory]
    [InlineData("anna", RecipientFault.NoAt, null)]
    [InlineData("anna@", RecipientFault.BadDomain, null)]
    [InlineData("@b.example", RecipientFault.BadLocalPart, null)]
    [InlineData("anna@b", RecipientFault.BadDomain, null)]
    [InlineData("anna@b,com", RecipientFault.BadDomain, "anna@b.com")]
    [InlineData("anna@b..com", RecipientFault.BadDomain, "anna@b.com")]
    [InlineData("anna.@b.com", RecipientFault.BadLocalPart, "anna@b.com")]
    [InlineData("anna(at)b.com", RecipientFault.NoAt, "anna@b.com")]
    [InlineData("anna @ b.com x", RecipientFault.Unreadable, null)]
    [InlineData("a@-b.example", RecipientFault.BadDomain, "a@b.example")]
    [InlineData("a@1.2.3.4", RecipientFault.BadDomain, null)]
    [InlineData("Empty:;", RecipientFault.EmptyGroup, null)]
    public void What_is_no_address_comes_back_with_what_is_wrong(string typed, RecipientFault fault, string? suggestion)
    {
        var read = Assert.Single(Recipients.Parse(typed));

        Assert.Equal((typed.TrimEnd(';'), fault, suggestion), (read.Text.TrimEnd(';'), read.Fault, read.Suggestion));
    }

    [Fact]
    public void Nothing_of_a_pasted_list_is_swallowed()
    {
        var read = Recipients.Parse("a@b.example, nobody, \"open c@d.example\ne@f.example; @@; g@h.example");

        Assert.Equal(["a@b.example", "nobody", "\"open c@d.example", "e@f.example", "@@", "g@h.example"], read.Select(recipient => recipient.Text));
        Assert.Equal([true, false, false, true, false, true], read.Select(recipient => recipient.IsValid));
    }

    [Fact]
    public void What_is_too_long_for_SMTP_is_said()
    {
        Assert.Equal(RecipientFault.TooLong, Assert.Single(Recipients.Parse(new string('a', 65) + "@b.example")).Fault);
        Assert.Equal(RecipientFault.TooLong, Assert.Single(Recipients.Parse("a@" + string.Join('.', Enumerable.Repeat(new string('b', 60), 5)))).Fault);
    }

    [Fact]
    public void Ten_thousand_are_read_at_once()
    {
        var list = string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"\"Person, No. {i}\" <p{i}@b.example>"));

        Assert.Equal(10_000, Recipients.Parse(list).Count(recipient => recipient.IsValid));
    }
}

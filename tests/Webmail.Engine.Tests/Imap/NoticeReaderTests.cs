using System.Text;
using Webmail.Engine.Imap;

namespace Webmail.Engine.Tests.Imap;

public sealed class NoticeReaderTests
{
    [Theory]
    [InlineData("* STATUS {9}\r\nEntwürfe (MESSAGES 1 UNSEEN 1)\r\n", "Entwürfe")]
    [InlineData("* STATUS \"Entwürfe\" (MESSAGES 1)\r\n", "Entwürfe")]
    [InlineData("* STATUS A&B (MESSAGES 1)\r\n", null)]
    [InlineData("* LIST (\\HasNoChildren) \"/\" Projects\r\n", null)]
    [InlineData("* LIST (\\NonExistent) \"/\" {4}\r\nNeü\r\n", null)]
    public void What_MailKit_does_not_tell_is_noticed(string said, string? mailbox) => Assert.Equal([mailbox], Notices(said));

    [Theory]
    [InlineData("* STATUS Archive (MESSAGES 1)\r\n")]
    [InlineData("* STATUS {7}\r\nArchive (MESSAGES 1)\r\n")]
    [InlineData("* 3 EXISTS\r\n* OK [HIGHESTMODSEQ 4] Highest\r\nA00000001 OK done\r\n")]
    public void What_MailKit_tells_is_not(string said) => Assert.Empty(Notices(said));

    [Fact]
    public void Where_the_network_cuts_makes_no_difference()
    {
        var reader = new NoticeReader();
        var found = new List<string?>();
        foreach (var one in Encoding.UTF8.GetBytes("* 3 EXISTS\r\n* STATUS {9}\r\nEntwürfe (MESSAGES 1)\r\n* STATUS Archive (MESSAGES 1)\r\n"))
            reader.Read([one], notice => found.Add(notice.Mailbox));
        Assert.Equal(["Entwürfe"], found);
    }

    [Fact]
    public void A_refusal_is_found_at_the_end_of_what_was_said()
    {
        using var tail = new ResponseTail();
        Say(tail, new string('x', 5000) + "\r\nB00000007 NO [OVERQUOTA] No space ");
        Say(tail, "left\r\n");
        Assert.Equal(new Refusal("OVERQUOTA", "No space left"), tail.LastRefusal());
    }

    [Fact]
    public void A_server_that_gives_up_telling_is_noticed()
    {
        using var tail = new ResponseTail();
        var told = 0;
        tail.NotificationsOverflowed += (_, _) => told++;
        Say(tail, "* OK [NOTIFICATION");
        Say(tail, "OVERFLOW] too much\r\n");
        Assert.Equal(1, told);
    }

    private static void Say(ResponseTail tail, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        tail.LogServer(bytes, 0, bytes.Length);
    }

    private static List<string?> Notices(string said)
    {
        var found = new List<string?>();
        new NoticeReader().Read(Encoding.UTF8.GetBytes(said), notice => found.Add(notice.Mailbox));
        return found;
    }
}

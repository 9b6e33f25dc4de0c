using System.Text;
using MailKit;
using MimeKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sync;

namespace Webmail.Engine.Tests.Sync;

/// <summary>Rows of messages whose envelope can't be had.</summary>
public sealed class HeaderRowTests
{
    private static readonly DateTimeOffset Received = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<string, string, string, string, string?, bool> Headers { get; } = new()
    {
        // The header; people, subject, recipients, message-id, whether it was sent at a time.
        { "From: petra@a.example\nTo: otto@b.example\nSubject: Plans\nDate: Fri, 2 Jan 2026 03:04:05 +0000\nMessage-ID: <1@a.example>", "petra@a.example", "Plans", "otto@b.example", "1@a.example", true },
        { "", "", "", "", null, false },
        { "From: petra@a.example\nSubject: No date", "petra@a.example", "No date", "", null, false },
        { "From: petra@a.example\nDate: the day after", "petra@a.example", "", "", null, false },
        { "From: Petra <petra@a.example>, Otto <otto@b.example>\nSender: uta@c.example", "Petra petra@a.example; Otto otto@b.example", "", "", null, false },
        { "From: one@a.example\nFrom: two@a.example", "one@a.example", "", "", null, false },
        { "Sender: uta@c.example", "uta@c.example", "", "", null, false },
        { "From: =?utf-8?q?Petra_J=C3=A4ger?= <petra@a.example>\nSubject: =?utf-8?b?UGzDpG5l?=\n =?utf-8?q?_f=C3=BCr?= morgen", "Petra Jäger petra@a.example", "Pläne für morgen", "", null, false },
        { "Subject: folded\n over\n\tlines", "", "folded over lines", "", null, false },
        { "Subject: =?iso-8859-1?q?=93quoted=94?=", "", "quoted", "", null, false },
        { "Subject: =?no-such-charset?q?plain?=", "", "plain", "", null, false },
        { "Subject: bell\u0007 and\u0000 null", "", "bell and null", "", null, false },
        { "To: undisclosed-recipients:;\nSubject: To a group", "", "To a group", "undisclosed-recipients", null, false },
        { "Message-ID: 1@a.example", "", "", "", null, false },
        { "Message-ID: <1@a.example> <2@a.example>", "", "", "", "1@a.example", false },
        { "From: <<<broken, \"unclosed\nSubject: Broken people", "*", "Broken people", "", null, false },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_row_says_what_its_header_says(string header, string from, string subject, string to, string? messageId, bool hasDate)
    {
        var row = RowOf(header);

        if (from != "*")
            Assert.Equal(from, People(row.From));
        Assert.Equal(subject, row.Subject);
        Assert.Equal(to, People(row.To));
        Assert.Equal(messageId, row.MessageId);
        Assert.Equal(hasDate ? Received : null, row.Sent);
        Assert.Equal((7u, Received, 10u), (row.Uid, row.Received, row.Size));
    }

    [Fact]
    public void What_turns_the_direction_of_text_is_left_out_of_a_line() =>
        Assert.Equal("Invoice fdp.exe \u05e9\u05dc\u05d5\u05dd", MessageRows.OneLine("Invoice \u202efdp.exe\u202c \u2067\u05e9\u05dc\u05d5\u05dd\u2069"));

    [Fact]
    public void A_subject_of_any_length_is_cut_to_what_a_list_can_show()
    {
        Assert.Equal(1_000, RowOf("Subject: " + new string('x', 10_000)).Subject.Length);
        Assert.Equal(new string('ü', 1_000), RowOf("Subject: " + new string('ü', 10_000)).Subject);
        Assert.Equal(999, RowOf("Subject: " + new string('x', 999) + "😀").Subject.Length);
    }

    [Fact]
    public void Of_a_thousand_people_a_row_has_as_many_as_it_shows() =>
        Assert.Equal(50, RowOf("To: " + string.Join(", ", Enumerable.Range(0, 1_000).Select(i => $"u{i}@a.example"))).To.Length);

    [Theory]
    [InlineData("multipart/mixed; boundary=b", true)]
    [InlineData("Multipart/Mixed", true)]
    [InlineData("multipart/alternative; boundary=b", false)]
    [InlineData("text/plain; charset=utf-8", false)]
    [InlineData("text/plain; charset=no-such-charset", false)]
    [InlineData("nonsense", false)]
    public void That_it_has_attachments_is_guessed_by_its_type(string type, bool expected) =>
        Assert.Equal(expected, RowOf($"Content-Type: {type}").Attachments.Length > 0);

    [Fact]
    public void Without_any_header_there_is_still_a_row()
    {
        var row = HeaderRow.Of(new MessageSummary(0) { UniqueId = new UniqueId(7) });

        Assert.Equal((7u, "", ""), (row.Uid, row.Subject, People(row.From)));
    }

    private static string People(IEnumerable<Correspondent> people) => string.Join("; ", people.Select(one => $"{one.Name} {one.Address}".Trim()));

    private static MessageRow RowOf(string header)
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(header.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n"));
        return HeaderRow.Of(new MessageSummary(0)
        {
            UniqueId = new UniqueId(7),
            Flags = MessageFlags.None,
            InternalDate = Received,
            Size = 10,
            Headers = header.Length == 0 ? [] : HeaderList.Load(source),
        });
    }
}
